package dev.nines.slo.spec;

import dev.nines.slo.yaml.Diagnostics;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Position;
import dev.nines.slo.yaml.Suggestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All objects of the files read together, by kind and name.
final class SpecObjects {
  private final Map<Kind, Map<String, Position>> declared = new HashMap<>();
  private final Map<String, SliSpec> slis = new HashMap<>();
  private final Map<String, String> dataSourceTypes = new HashMap<>();
  private final Map<String, PolicySpec> policies = new HashMap<>();
  private final Map<String, ConditionSpec> conditions = new HashMap<>();
  private final List<SloSpec> slos = new ArrayList<>();
  private final List<Reference> references = new ArrayList<>();
  private final Diagnostics out;

  SpecObjects(Diagnostics out) {
    this.out = out;
  }

  /// Takes note that an object exists, valid or not; reports a second one of that name.
  void declare(Kind kind, String name, Position at) {
    Position first = declared.computeIfAbsent(kind, _ -> new HashMap<>()).putIfAbsent(name, at);
    if (first != null) {
      out.error(
          at,
          "metadata.name",
          "there is another %s named '%s' at %s".formatted(kind.word(), name, first.fileAndLine()),
          "Rename or remove one of the two");
    }
  }

  /// Takes note of the name that a further objective of an SLO goes by; reports an SLO of that
  /// name.
  void declareObjective(String name, Field at) {
    Position first =
        declared.computeIfAbsent(Kind.SLO, _ -> new HashMap<>()).putIfAbsent(name, at.at());
    if (first != null) {
      at.error(
          "goes by the name '%s', as the SLO at %s does".formatted(name, first.fileAndLine()),
          "Give it another displayName, or rename that SLO");
    }
  }

  void add(SliSpec sli) {
    slis.putIfAbsent(sli.metadata().name(), sli);
  }

  void add(SloSpec slo) {
    slos.add(slo);
  }

  void add(PolicySpec policy) {
    policies.putIfAbsent(policy.name(), policy);
  }

  void add(ConditionSpec condition) {
    conditions.putIfAbsent(condition.name(), condition);
  }

  void addDataSource(String name, String type) {
    dataSourceTypes.putIfAbsent(name, type);
  }

  void refer(Reference reference) {
    references.add(reference);
  }

  List<SloSpec> slos() {
    return slos;
  }

  Optional<SliSpec> sli(String name) {
    return Optional.ofNullable(slis.get(name));
  }

  Optional<PolicySpec> policy(Use<PolicySpec> use) {
    return switch (use) {
      case Use.Inline<PolicySpec>(PolicySpec policy) -> Optional.of(policy);
      case Use.ByName<PolicySpec>(Reference reference) ->
          Optional.ofNullable(policies.get(reference.name()));
    };
  }

  Optional<ConditionSpec> condition(Use<ConditionSpec> use) {
    return switch (use) {
      case Use.Inline<ConditionSpec>(ConditionSpec condition) -> Optional.of(condition);
      case Use.ByName<ConditionSpec>(Reference reference) ->
          Optional.ofNullable(conditions.get(reference.name()));
    };
  }

  Optional<String> dataSourceType(String name) {
    return Optional.ofNullable(dataSourceTypes.get(name));
  }

  /// Reports what the files refer to and do not have. Services are looked up only where the files
  /// describe services at all: OpenSLO leaves it open whether they are objects.
  void checkReferences(boolean strict) {
    for (Reference reference : references) {
      if (reference.kind() == Kind.SERVICE && !declared.containsKey(Kind.SERVICE)) {
        continue;
      }
      Map<String, Position> known = declared.getOrDefault(reference.kind(), Map.of());
      if (!known.containsKey(reference.name())) {
        reportUnresolved(reference, known, strict);
      }
    }
  }

  private static void reportUnresolved(
      Reference reference, Map<String, Position> known, boolean strict) {
    String problem =
        "there is no %s named '%s' in the files read"
            .formatted(reference.kind().word(), reference.name());
    String remedy =
        Suggestion.nearest(reference.name(), known.keySet())
            .map(name -> "Did you mean '" + name + "'? Write it so, or add the object")
            .orElse("Add the object, or read the file that has it as well");
    if (strict) {
      reference.at().error(problem, remedy);
    } else {
      reference.at().warning(problem, remedy);
    }
  }
}
