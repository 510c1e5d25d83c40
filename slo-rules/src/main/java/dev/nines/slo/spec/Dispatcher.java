package dev.nines.slo.spec;

import dev.nines.slo.yaml.Fields;
import java.util.List;
import java.util.Optional;

/// Hands each object to the reader of its format.
final class Dispatcher {
  private static final List<String> VERSIONS = List.of(OpenSloReader.API_VERSION);

  private final SpecObjects objects;

  Dispatcher(SpecObjects objects) {
    this.objects = objects;
  }

  void read(Fields object) {
    Optional<String> version =
        object.required("apiVersion").flatMap(field -> field.oneOf(VERSIONS));
    version.ifPresent(_ -> new OpenSloReader(objects).read(object));
  }
}
