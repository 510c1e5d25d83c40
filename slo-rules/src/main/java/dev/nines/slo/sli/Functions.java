package dev.nines.slo.sli;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What PromQL's functions take, as of Prometheus 3: `s` a number, `S` a text, `v` an instant
/// vector, `m` a range; `?` after an argument that may be left out, `*` after one that may be left
/// out or repeated.
final class Functions {
  /// By name, in its own case.
  static final Map<String, String> SIGNATURES =
      Arrays.stream(
              """
              abs/v absent/v absent_over_time/m acos/v acosh/v asin/v asinh/v atan/v atanh/v
              avg_over_time/m ceil/v changes/m clamp/vss clamp_max/vs clamp_min/vs cos/v cosh/v
              count_over_time/m day_of_month/v? day_of_week/v? day_of_year/v? days_in_month/v?
              deg/v delta/m deriv/m double_exponential_smoothing/mss exp/v first_over_time/m
              floor/v histogram_avg/v histogram_count/v histogram_fraction/ssv
              histogram_quantile/sv histogram_quantiles/vSss* histogram_stddev/v
              histogram_stdvar/v histogram_sum/v holt_winters/mss hour/v? idelta/m increase/m
              info/vv? irate/m label_join/vSSS* label_replace/vSSSS last_over_time/m ln/v log10/v
              log2/v mad_over_time/m max_over_time/m min_over_time/m minute/v? month/v? pi/
              predict_linear/ms present_over_time/m quantile_over_time/sm rad/v rate/m resets/m
              round/vs? scalar/v sgn/v sin/v sinh/v sort/v sort_by_label/vS* sort_by_label_desc/vS*
              sort_desc/v sqrt/v stddev_over_time/m stdvar_over_time/m sum_over_time/m tan/v tanh/v
              time/ timestamp/v ts_of_first_over_time/m ts_of_last_over_time/m
              ts_of_max_over_time/m ts_of_min_over_time/m vector/s year/v?
              """
                  .strip()
                  .split("\\s+"))
          .map(each -> each.split("/", -1))
          .collect(Collectors.toUnmodifiableMap(each -> each[0], each -> each[1]));

  /// Those that yield a number.
  static final Set<String> NUMBERS = Set.of("pi", "scalar", "time");

  private Functions() {}

  static int fewest(String signature) {
    int kinds = letters(signature).length();
    return signature.endsWith("?") || signature.endsWith("*") ? kinds - 1 : kinds;
  }

  static int most(String signature) {
    return signature.endsWith("*") ? Integer.MAX_VALUE : letters(signature).length();
  }

  /// What the argument at an index must be; the last one repeats.
  static Read.Value argument(String signature, int index) {
    String letters = letters(signature);
    return switch (letters.charAt(Math.min(index, letters.length() - 1))) {
      case 's' -> Read.Value.SCALAR;
      case 'S' -> Read.Value.STRING;
      case 'm' -> Read.Value.MATRIX;
      default -> Read.Value.VECTOR;
    };
  }

  private static String letters(String signature) {
    return signature.replaceAll("[?*]", "");
  }
}
