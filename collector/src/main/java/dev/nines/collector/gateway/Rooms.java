package dev.nines.collector.gateway;

import dev.nines.alerts.lifecycle.AlertLifecycle;
import dev.nines.collector.gateway.cluster.ClusterEngine;
import dev.nines.collector.heartbeat.Books;
import dev.nines.collector.tenant.TenantDirectory;
import dev.nines.slo.engine.SloEngine;
import dev.nines.slo.ledger.Ledger;
import java.time.InstantSource;
import java.util.Optional;

/// The opened rooms of a gateway, for those that show what is in them.
record Rooms(
    TenantDirectory tenants,
    Books books,
    Measuring measuring,
    Ledger ledger,
    SloEngine engine,
    Evaluation evaluation,
    Optional<ClusterEngine> cluster,
    AlertLifecycle lifecycle,
    AlertReview review,
    Delivery delivery,
    Reload reload,
    ExclusionDesk exclusions,
    CorrectionDesk corrections,
    InstantSource clock) {}
