package dev.nines.collector.forward;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import dev.nines.collector.protobuf.ProtoWriter;
import dev.nines.slo.model.SampleKind;
import dev.nines.slo.model.Series;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.compression.Snappy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What is sent by remote write 2.0, read with Google's protobuf by the published schema
/// (`io.prometheus.write.v2`). [RemoteWriteIT] asks real receivers.
class RemoteWriteEncoderTest {
  private static final Descriptor REQUEST = schema().findMessageTypeByName("Request");
  private static final Series COUNTER =
      new Series("requests_total", Map.of("tenant", "acme", "job", "shop"), SampleKind.CUMULATIVE);
  private static final Series BUCKET =
      new Series("seconds_bucket", Map.of("le", "0.1"), SampleKind.CUMULATIVE);
  private static final Series GAUGE = new Series("up", Map.of("job", "shop"), SampleKind.GAUGE);

  private final MetricBook book = new MetricBook();

  @Test
  void labelsAreReferencesIntoSymbolsInTheOrderOfTheirNames() throws Exception {
    DynamicMessage request = sent(new RemoteSample(COUNTER, 12, 1000));

    assertThat(symbols(request).getFirst()).isEmpty();
    assertThat(symbols(request)).doesNotHaveDuplicates();
    assertThat(labels(request, 0))
        .containsExactly(
            Map.entry("__name__", "requests_total"),
            Map.entry("cluster", "a"),
            Map.entry("job", "shop"),
            Map.entry("tenant", "acme"));
  }

  @Test
  void aLabelWithoutAValueIsLeftOut() throws Exception {
    var series = new Series("up", Map.of("job", "shop", "zone", ""), SampleKind.GAUGE);

    assertThat(labels(sent(new RemoteSample(series, 1, 1000)), 0))
        .containsOnlyKeys("__name__", "cluster", "job");
  }

  @Test
  void valuesTimesAndTypesArrive() throws Exception {
    DynamicMessage request =
        sent(
            new RemoteSample(COUNTER, 12, 1000),
            new RemoteSample(BUCKET, 3, 2000),
            new RemoteSample(GAUGE, -1.5, 3000));

    assertThat(request.getRepeatedFieldCount(REQUEST.findFieldByName("timeseries"))).isEqualTo(3);
    assertThat(sample(request, 0)).containsExactly(12.0, 1000L);
    assertThat(sample(request, 1)).containsExactly(3.0, 2000L);
    assertThat(sample(request, 2)).containsExactly(-1.5, 3000L);
    assertThat(List.of(type(request, 0), type(request, 1), type(request, 2)))
        .containsExactly(1, 3, 2);
  }

  @Test
  void theMarkOfAnEndedSeriesKeepsItsBits() throws Exception {
    DynamicMessage request = sent(new RemoteSample(GAUGE, RemoteSample.STALE, 1000));

    assertThat(Double.doubleToRawLongBits((double) sample(request, 0).getFirst()))
        .isEqualTo(0x7FF0000000000002L);
  }

  @Test
  void nothingIsLeftThatTheSchemaDoesNotKnow() throws Exception {
    DynamicMessage request = sent(new RemoteSample(COUNTER, 12, 1000));

    assertThat(request.getUnknownFields().asMap()).isEmpty();
    assertThat(series(request, 0).getUnknownFields().asMap()).isEmpty();
  }

  @Test
  void whatATargetSaysOfItsMetricsIsTold() throws Exception {
    book.note(new MetricBook.Entry("seconds", "summary", "How long.", "seconds"));
    DynamicMessage request =
        sent(new RemoteSample(COUNTER, 12, 1000), new RemoteSample(BUCKET, 3, 2000));

    assertThat(
            List.of(type(request, 1), text(request, 1, "help_ref"), text(request, 1, "unit_ref")))
        .containsExactly(5, "How long.", "seconds");
    assertThat(List.of(type(request, 0), text(request, 0, "help_ref"))).containsExactly(1, "");
  }

  @Test
  void version1TellsOfEachMetricOnce() throws Exception {
    book.note(new MetricBook.Entry("requests", "", "All \"of\" them.", ""));
    var encoder = new RemoteWriteEncoder(RemoteWriteProtocol.V1, Map.of(), book);
    List<RemoteSample> samples =
        List.of(
            new RemoteSample(COUNTER, 12, 1000),
            new RemoteSample(COUNTER, 13, 2000),
            new RemoteSample(BUCKET, 3, 2000),
            new RemoteSample(GAUGE, 1, 2000));
    var metadata = new ProtoWriter();
    metadata(metadata, 1, "requests_total", "All \"of\" them.");
    metadata(metadata, 3, "seconds", "");

    byte[] without = SnappyBlock.unpack(encoder.encode(samples, _ -> false));
    byte[] with = SnappyBlock.unpack(encoder.encode(samples, name -> !name.equals("up")));

    assertThat(Arrays.copyOf(with, without.length)).isEqualTo(without);
    assertThat(Arrays.copyOfRange(with, without.length, with.length))
        .isEqualTo(metadata.toByteArray());
  }

  private static void metadata(ProtoWriter out, int type, String name, String help) {
    int begun = out.begin(3);
    out.varint(1, type);
    out.string(2, name);
    if (!help.isEmpty()) {
      out.string(4, help);
    }
    out.end(begun);
  }

  private DynamicMessage sent(RemoteSample... samples) throws Exception {
    var encoder = new RemoteWriteEncoder(RemoteWriteProtocol.V2, Map.of("cluster", "a"), book);
    ByteBuf plain = Unpooled.buffer();
    new Snappy()
        .decode(Unpooled.wrappedBuffer(encoder.encode(List.of(samples), _ -> false)), plain);
    var bytes = new byte[plain.readableBytes()];
    plain.readBytes(bytes);
    return DynamicMessage.parseFrom(REQUEST, bytes);
  }

  private static List<String> symbols(DynamicMessage request) {
    var symbols = new ArrayList<String>();
    var field = REQUEST.findFieldByName("symbols");
    for (int i = 0; i < request.getRepeatedFieldCount(field); i++) {
      symbols.add((String) request.getRepeatedField(field, i));
    }
    return symbols;
  }

  private static DynamicMessage series(DynamicMessage request, int number) {
    return (DynamicMessage) request.getRepeatedField(REQUEST.findFieldByName("timeseries"), number);
  }

  private static Map<String, String> labels(DynamicMessage request, int number) {
    DynamicMessage series = series(request, number);
    var field = series.getDescriptorForType().findFieldByName("labels_refs");
    List<String> symbols = symbols(request);
    var labels = new TreeMap<String, String>();
    for (int i = 0; i < series.getRepeatedFieldCount(field); i += 2) {
      labels.put(
          symbols.get((int) series.getRepeatedField(field, i)),
          symbols.get((int) series.getRepeatedField(field, i + 1)));
    }
    return labels;
  }

  private static List<Object> sample(DynamicMessage request, int number) {
    DynamicMessage series = series(request, number);
    var sample =
        (DynamicMessage)
            series.getRepeatedField(series.getDescriptorForType().findFieldByName("samples"), 0);
    Descriptor type = sample.getDescriptorForType();
    return List.of(
        sample.getField(type.findFieldByName("value")),
        sample.getField(type.findFieldByName("timestamp")));
  }

  private static int type(DynamicMessage request, int number) {
    return metadata(request, number, "type");
  }

  private static String text(DynamicMessage request, int number, String field) {
    return symbols(request).get(metadata(request, number, field));
  }

  private static int metadata(DynamicMessage request, int number, String field) {
    DynamicMessage series = series(request, number);
    var metadata =
        (DynamicMessage) series.getField(series.getDescriptorForType().findFieldByName("metadata"));
    return (int) metadata.getField(metadata.getDescriptorForType().findFieldByName(field));
  }

  private static FileDescriptor schema() {
    var file =
        FileDescriptorProto.newBuilder()
            .setName("write.v2.proto")
            .setSyntax("proto3")
            .setPackage("v2")
            .addMessageType(
                message("Request")
                    .addField(field("symbols", 4, Type.TYPE_STRING, Label.LABEL_REPEATED))
                    .addField(messages("timeseries", 5, "TimeSeries", Label.LABEL_REPEATED)))
            .addMessageType(
                message("TimeSeries")
                    .addField(field("labels_refs", 1, Type.TYPE_UINT32, Label.LABEL_REPEATED))
                    .addField(messages("samples", 2, "Sample", Label.LABEL_REPEATED))
                    .addField(messages("metadata", 5, "Metadata", Label.LABEL_OPTIONAL)))
            .addMessageType(
                message("Sample")
                    .addField(field("value", 1, Type.TYPE_DOUBLE, Label.LABEL_OPTIONAL))
                    .addField(field("timestamp", 2, Type.TYPE_INT64, Label.LABEL_OPTIONAL)))
            .addMessageType(
                message("Metadata")
                    .addField(field("type", 1, Type.TYPE_INT32, Label.LABEL_OPTIONAL))
                    .addField(field("help_ref", 3, Type.TYPE_UINT32, Label.LABEL_OPTIONAL))
                    .addField(field("unit_ref", 4, Type.TYPE_UINT32, Label.LABEL_OPTIONAL)))
            .build();
    try {
      return FileDescriptor.buildFrom(file, new FileDescriptor[0]);
    } catch (com.google.protobuf.Descriptors.DescriptorValidationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DescriptorProto.Builder message(String name) {
    return DescriptorProto.newBuilder().setName(name);
  }

  private static FieldDescriptorProto field(String name, int number, Type type, Label label) {
    return FieldDescriptorProto.newBuilder()
        .setName(name)
        .setNumber(number)
        .setType(type)
        .setLabel(label)
        .build();
  }

  private static FieldDescriptorProto messages(String name, int number, String type, Label label) {
    return field(name, number, Type.TYPE_MESSAGE, label).toBuilder()
        .setTypeName(".v2." + type)
        .build();
  }
}
