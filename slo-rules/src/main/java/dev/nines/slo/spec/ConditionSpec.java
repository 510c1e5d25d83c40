package dev.nines.slo.spec;

import dev.nines.slo.model.Severity;
import dev.nines.slo.yaml.Field;
import java.math.BigDecimal;
import java.time.Duration;

/// An AlertCondition of kind `burnrate` as it is written.
///
/// @param at its field `condition`
/// @param name its name
/// @param severity what its severity, a free word, means
/// @param threshold the burn rate at which it alerts
/// @param lookback over which the burn rate is taken
/// @param alertAfter how long it must last
record ConditionSpec(
    Field at,
    String name,
    Severity severity,
    BigDecimal threshold,
    Duration lookback,
    Duration alertAfter) {}
