/// Measuring every tenant of a PostgreSQL server: how many statements, how many of them over the
/// threshold, and the levels of the server and of each tenant.
///
/// [dev.nines.collector.postgres.PostgresSources] makes the sources of a server for the gateway's
/// scheduler; [dev.nines.collector.postgres.PostgresDiagnosis] says what the gateway's role needs
/// there. The server keeps sums for each statement and no distribution, so [SlowBounds] says what
/// these sums prove, and the rest is in doubt.
@NullMarked
package dev.nines.collector.postgres;

import org.jspecify.annotations.NullMarked;
