/// YAML (and JSON, its subset) read with the position of every value, so that each complaint names
/// file, line, column, field and remedy.
///
/// [YamlReader] turns text into [YamlNode]s under limits that no hostile file gets around, [Fields]
/// and [Field] read them strictly: a wrong type, a missing and an unknown field each become a
/// [Diagnostic], all of them at once. Called by `slo.spec` and by whatever reads configuration.
@NullMarked
package dev.nines.slo.yaml;

import org.jspecify.annotations.NullMarked;
