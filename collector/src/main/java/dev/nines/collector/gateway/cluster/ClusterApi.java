package dev.nines.collector.gateway.cluster;

import dev.nines.alerts.cluster.RecordedSeries;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/// Reads instant vectors from a cluster's HTTP API.
record ClusterApi(PrometheusClient client) implements RecordedSeries {

  @Override
  public List<Value> query(String promql, Instant at) throws IOException {
    var values = new ArrayList<Value>();
    for (Object each : client.samples(promql, at)) {
      if (each instanceof JsonObject series) {
        values.add(value(series));
      }
    }
    return values;
  }

  private static Value value(JsonObject series) throws IOException {
    JsonArray sample = series.getJsonArray("value", new JsonArray());
    if (sample.size() != 2) {
      throw new IOException("the answer is no instant vector");
    }
    var labels = new HashMap<String, String>();
    series
        .getJsonObject("metric", new JsonObject())
        .forEach(label -> labels.put(label.getKey(), String.valueOf(label.getValue())));
    return new Value(labels, PrometheusClient.number(sample.getString(1)));
  }
}
