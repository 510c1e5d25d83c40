package dev.nines.collector.gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentry.Sentry;
import io.sentry.SentryEvent;
import io.sentry.protocol.Message;
import io.sentry.protocol.SentryException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorTrackingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          login failed, password=hunter2, retry | login failed, password=***, retry
          Token: abc.def                        | Token: ***
          cannot reach jdbc:mariadb://db1:3306/t_acme | cannot reach jdbc:mariadb://***
          GET https://acme.example.com/x failed | GET https://*** failed
          mail to anna@acme.example bounced     | mail to ***@*** bounced
          nothing to hide                       | nothing to hide
          """)
  void secretsAddressesAndPeopleAreMasked(String text, String expected) {
    assertThat(ErrorTracking.masked(text)).isEqualTo(expected);
  }

  @Test
  void anEventLeavesWithoutHostAndWithMaskedText() {
    var exception = new SentryException();
    exception.setValue("pwd=x");
    var message = new Message();
    message.setMessage("secret=y");
    var event = new SentryEvent();
    event.setServerName("db1.internal");
    event.setMessage(message);
    event.setExceptions(List.of(exception));

    SentryEvent scrubbed = ErrorTracking.scrubbed(event);

    assertThat(scrubbed.getServerName()).isNull();
    assertThat(scrubbed.getMessage().getMessage()).isEqualTo("secret=***");
    assertThat(scrubbed.getExceptions().getFirst().getValue()).isEqualTo("pwd=***");
  }

  @Test
  void withoutADsnNothingIsTracked() {
    try (var tracking = ErrorTracking.start(Optional.empty(), "test")) {
      tracking.report(new IllegalStateException("unseen"));

      assertThat(Sentry.isEnabled()).isFalse();
    }
  }
}
