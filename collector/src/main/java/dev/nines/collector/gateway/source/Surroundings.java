package dev.nines.collector.gateway.source;

import dev.nines.collector.forward.Forwarding;
import dev.nines.collector.gateway.http.BlockingWork;
import dev.nines.collector.heartbeat.Books;
import dev.nines.collector.source.ConditionBoard;
import dev.nines.collector.source.Reference;
import dev.nines.collector.tenant.TenantDirectory;
import dev.nines.slo.model.Observation;
import dev.nines.slo.model.Series;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// What the gateway gives to every kind of source.
///
/// @param tenants who the customers are; asked anew each time, since they come and go
/// @param sink takes what was observed without being asked for, on whatever thread; what scheduled
///   sources read goes its way by itself
/// @param wants whether some objective needs a series; its answer may change at a reload
/// @param sourcesChanged to be told when a kind has other sources than before
/// @param reference asked before a target is blamed
/// @param board takes what is to be alerted besides broken promises
/// @param books what others told: signs of life, deploys, issues
/// @param vertx the event loops
/// @param work where that which blocks runs
/// @param forwarding where telemetry goes on to
/// @param clock the time
public record Surroundings(
    TenantDirectory tenants,
    Consumer<Observation> sink,
    Predicate<Series> wants,
    Runnable sourcesChanged,
    Reference reference,
    ConditionBoard board,
    Books books,
    Vertx vertx,
    BlockingWork work,
    Forwarding forwarding,
    InstantSource clock) {}
