package dev.nines.slo.spec;

import dev.nines.slo.yaml.Field;

/// The name of another object, and where it is written.
record Reference(Kind kind, String name, Field at) {}
