package dev.nines.collector.gateway;

import dev.nines.alerts.lifecycle.ContractOutlook;
import dev.nines.alerts.lifecycle.PageFacts;
import dev.nines.collector.heartbeat.DeployBook;
import dev.nines.collector.otlp.span.TraceFinder;
import dev.nines.slo.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What pages tell besides the verdict, of all that the gateway knows: the last deploy, a trace
/// that failed, when the contract breaks. For the thread of the evaluation.
final class PageKnowledge implements PageFacts.Source {
  private final DeployBook deploys;
  private final TraceFinder traces;
  private final Optional<String> traceUrl;
  private final Supplier<Evaluation.Latest> latest;
  private Optional<Instant> seen = Optional.empty();
  private ContractOutlook contracts = new ContractOutlook(List.of());

  /// @param traces traces that show how a promise to a tenant was broken
  /// @param traceUrl where traces are shown, with the placeholder `{trace_id}`
  /// @param latest the last evaluation
  PageKnowledge(
      DeployBook deploys,
      TraceFinder traces,
      Optional<String> traceUrl,
      Supplier<Evaluation.Latest> latest) {
    this.deploys = deploys;
    this.traces = traces;
    this.traceUrl = traceUrl;
    this.latest = latest;
  }

  @Override
  public PageFacts about(Verdict verdict, double burnRate) {
    return new PageFacts(
        deploys
            .last(verdict.objective().service())
            .map(deploy -> new PageFacts.Deploy(deploy.version(), deploy.at())),
        traces
            .worst(verdict.objective(), verdict.tenant().id())
            .map(exemplar -> trace(exemplar.traceId())),
        contracts().untilBreach(verdict, burnRate));
  }

  private PageFacts.Trace trace(String id) {
    return new PageFacts.Trace(id, traceUrl.map(url -> url.replace("{trace_id}", id)));
  }

  private ContractOutlook contracts() {
    Evaluation.Latest now = latest.get();
    if (!now.at().equals(seen)) {
      seen = now.at();
      contracts = new ContractOutlook(now.verdicts());
    }
    return contracts;
  }
}
