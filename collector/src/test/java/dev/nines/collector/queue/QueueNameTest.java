package dev.nines.collector.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class QueueNameTest {

  @Test
  void prefixAndNameMayHoldColons() {
    assertThat(parse("app:prod:emails:eu:meta", "app:prod"))
        .containsExactly(new QueueName("app:prod", "emails:eu", Optional.empty()));
  }

  @Test
  void thePrefixMayNameTheTenant() {
    assertThat(parse("t:acme:emails:meta", "t:{tenant}"))
        .containsExactly(new QueueName("t:acme", "emails", Optional.of("acme")));
  }

  @Test
  void theQueuesNameMayNameTheTenant() {
    assertThat(
            QueueName.parse(
                List.of("bull:acme-emails:meta", "bull:shared:meta"),
                List.of("bull"),
                Optional.of(Pattern.compile("^(?<tenant>[a-z]+)-"))))
        .extracting(QueueName::tenant)
        .containsExactly(Optional.of("acme"), Optional.empty());
  }

  @Test
  void keysOfOtherPrefixesAreNoQueues() {
    assertThat(parse("bullish:emails:meta", "bull")).isEmpty();
  }

  @Test
  void whatIsSpecialToScanIsTakenLiterally() {
    assertThat(QueueName.scanPatterns(List.of("a*[b]", "t:{tenant}", "{bull}")))
        .containsExactly("a\\*\\[b\\]:*:meta", "t:*:*:meta", "{bull}:*:meta");
  }

  private static List<QueueName> parse(String key, String prefix) {
    return QueueName.parse(List.of(key), List.of(prefix), Optional.empty());
  }
}
