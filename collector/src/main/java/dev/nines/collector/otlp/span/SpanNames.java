package dev.nines.collector.otlp.span;

import dev.nines.collector.otlp.wire.AttributeNames;

/// The attributes of the semantic conventions that spans are counted by, in their present and their
/// former names; the present one counts where both are there. HTTP: semantic conventions 1.23
/// (November 2023) renamed them; databases: 1.33 (April 2025).
public final class SpanNames {
  final int method;
  final int oldMethod;
  final int route;
  final int status;
  final int oldStatus;
  final int serverAddress;
  final int oldServerAddress;
  final int peerService;
  final int dbSystem;
  final int oldDbSystem;
  final int dbNamespace;
  final int oldDbNamespace;
  final int dbOperation;
  final int oldDbOperation;
  final int errorType;
  final int serviceName;

  public SpanNames(AttributeNames names) {
    method = names.slot("http.request.method");
    oldMethod = names.slot("http.method");
    route = names.slot("http.route");
    status = names.slot("http.response.status_code");
    oldStatus = names.slot("http.status_code");
    serverAddress = names.slot("server.address");
    oldServerAddress = names.slot("net.peer.name");
    peerService = names.slot("peer.service");
    dbSystem = names.slot("db.system.name");
    oldDbSystem = names.slot("db.system");
    dbNamespace = names.slot("db.namespace");
    oldDbNamespace = names.slot("db.name");
    dbOperation = names.slot("db.operation.name");
    oldDbOperation = names.slot("db.operation");
    errorType = names.slot("error.type");
    serviceName = names.slot("service.name");
  }
}
