package dev.nines.collector.mariadb;

/// The server's settings on which the counters' meaning rests, at one reading.
///
/// @param family of which the server is
/// @param server which server answers, since an address may lead to another one after a failover
/// @param performanceSchema whether performance_schema collects anything; fixed at server start
/// @param countsByUser whether statements are counted by user: `userstat` of a MariaDB, the
///   instruments, consumers and actors of performance_schema of a MySQL
/// @param longQuerySeconds the global `long_query_time`; each connection took a copy when it opened
/// @param minExaminedRows `min_examined_row_limit`: slow statements that examine fewer rows are not
///   counted
/// @param countsUnindexed `log_queries_not_using_indexes`: fast statements without an index are
///   counted as slow
/// @param changedAtRuntime whether one of the settings above was set by SQL since the server
///   started, so that connections may be older than it
/// @param runsEvents whether the event scheduler runs: its statements belong to no user
/// @param connectionId the gateway's own connection on the server
record Settings(
    ServerFamily family,
    String server,
    boolean performanceSchema,
    boolean countsByUser,
    double longQuerySeconds,
    long minExaminedRows,
    boolean countsUnindexed,
    boolean changedAtRuntime,
    boolean runsEvents,
    long connectionId) {}
