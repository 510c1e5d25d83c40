package dev.nines.slo.spec;

import dev.nines.slo.spec.SpecReader.Format;
import dev.nines.slo.yaml.Field;
import dev.nines.slo.yaml.Fields;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Hands each object to the reader of its format.
final class Dispatcher {
  private static final List<String> VERSIONS =
      List.of(
          Dialect.V1.apiVersion(),
          Dialect.V2ALPHA.apiVersion(),
          AlphaReader.API_VERSION,
          SlothReader.API_VERSION,
          PyrraReader.API_VERSION);

  private static final Set<String> LISTS =
      Set.of(
          "List",
          "PrometheusServiceLevelList",
          "ManagedPrometheusServiceLevelList",
          "ServiceLevelObjectiveList");

  private final SpecObjects objects;
  private final Optional<Format> only;
  private final SlothReader sloth;

  /// @param only the one format that is expected
  Dispatcher(SpecObjects objects, Optional<Format> only) {
    this.objects = objects;
    this.only = only;
    this.sloth = new SlothReader(objects);
  }

  /// Makes what could not be made before every file was read.
  void finish() {
    sloth.finish();
  }

  void read(Fields object) {
    if (object.peek("kind").filter(LISTS::contains).isPresent()) {
      list(object);
    } else {
      one(object);
    }
  }

  /// What `kubectl get -o yaml` writes of several resources.
  private void list(Fields list) {
    list.required("apiVersion").ifPresent(Field::nonEmptyText);
    list.required("kind");
    list.optional("metadata");
    List<Field> items = list.required("items").map(Field::items).orElse(List.of());
    list.finish();
    items.forEach(item -> item.fields().ifPresent(this::one));
  }

  private void one(Fields object) {
    if (object.has("version") && !object.has("apiVersion")) {
      if (only.equals(Optional.of(Format.PYRRA))) {
        object.error("is a file of Sloth", "Import it with: nines import sloth");
        return;
      }
      sloth.readPlain(object);
      return;
    }
    object
        .required("apiVersion")
        .flatMap(
            field -> field.oneOf(only.map(format -> List.of(format.apiVersion())).orElse(VERSIONS)))
        .ifPresent(version -> read(version, object));
  }

  private void read(String version, Fields object) {
    Optional<Dialect> dialect = Dialect.of(version);
    if (dialect.isPresent()) {
      new OpenSloReader(objects, dialect.get()).read(object);
      return;
    }
    switch (version) {
      case AlphaReader.API_VERSION -> new AlphaReader(objects).read(object);
      case SlothReader.API_VERSION -> sloth.readResource(object);
      case PyrraReader.API_VERSION -> new PyrraReader(objects).read(object);
      default -> throw new IllegalStateException("no reader for " + version);
    }
  }
}
