package dev.nines.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.nines.collector.gateway.config.ConfigReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ComposeFileTest {

  static Stream<String> services() throws IOException {
    return ComposeFile.services().map(Map.Entry::getKey);
  }

  @Test
  void theFileIsValidByTheComposeSpecification() throws IOException {
    assertThat(schema().validate(ComposeFile.read())).isEmpty();
  }

  @Test
  void aMisspelledKeyIsNoticed() throws IOException {
    JsonNode wrong = ComposeFile.tree("services: {nines: {image: nines, helthcheck: {}}}");

    assertThat(schema().validate(wrong))
        .extracting(Error::getMessage)
        .anyMatch(message -> message.contains("helthcheck"));
  }

  @ParameterizedTest
  @MethodSource("services")
  void aServiceCanDoNoMoreThanItMust(String name) throws IOException {
    JsonNode it = service(name);
    assertThat(it.path("read_only").asBoolean()).isTrue();
    assertThat(texts(it.path("cap_drop"))).containsExactly("ALL");
    assertThat(texts(it.path("security_opt"))).contains("no-new-privileges:true");
    assertThat(it.has("privileged")).isFalse();
    assertThat(it.has("build") || it.path("user").asText().matches("[1-9][0-9]*:[0-9]+")).isTrue();
  }

  @ParameterizedTest
  @MethodSource("services")
  void aServiceHasLimitsAndAHealthCheck(String name) throws IOException {
    JsonNode limits = service(name).at("/deploy/resources/limits");
    assertThat(limits.has("cpus") && limits.has("memory")).isTrue();
    assertThat(service(name).path("pids_limit").asInt()).isPositive();
    assertThat(texts(service(name).at("/healthcheck/test"))).startsWith("CMD");
  }

  @ParameterizedTest
  @MethodSource("services")
  void anImageHasAVersion(String name) throws IOException {
    assertThat(service(name).path("image").asText())
        .matches(".+:.*[0-9].*")
        .doesNotContain("latest");
  }

  @ParameterizedTest
  @MethodSource("services")
  void portsArePublishedOnLoopbackOnly(String name) throws IOException {
    assertThat(texts(service(name).path("ports"))).allMatch(port -> port.startsWith("127.0.0.1:"));
  }

  @ParameterizedTest
  @MethodSource("services")
  void whatAServiceWaitsForHasAHealthCheck(String name) throws IOException {
    JsonNode services = ComposeFile.read().get("services");
    service(name)
        .path("depends_on")
        .properties()
        .forEach(
            other -> {
              assertThat(other.getValue().path("condition").asText()).isEqualTo("service_healthy");
              assertThat(services.at("/" + other.getKey() + "/healthcheck").isMissingNode())
                  .isFalse();
            });
  }

  @ParameterizedTest
  @MethodSource("services")
  void whatIsMountedExists(String name) throws IOException {
    JsonNode volumes = ComposeFile.read().get("volumes");
    for (String volume : texts(service(name).path("volumes"))) {
      String source = volume.substring(0, volume.indexOf(':'));
      if (source.startsWith(".")) {
        assertThat(ComposeFile.DEPLOY.resolve(source)).exists();
        assertThat(volume).endsWith(":ro");
      } else {
        assertThat(volumes.has(source)).as(source + " is a named volume").isTrue();
      }
    }
  }

  @Test
  void everySecretIsAFileThatTheScriptMakes() throws IOException {
    String script = Files.readString(ComposeFile.DEPLOY.resolve("make-secrets"));
    JsonNode secrets = ComposeFile.read().get("secrets");

    ComposeFile.services()
        .flatMap(service -> texts(service.getValue().path("secrets")).stream())
        .forEach(name -> assertThat(secrets.has(name)).as(name).isTrue());
    secrets
        .properties()
        .forEach(
            secret -> {
              assertThat(secret.getValue().path("file").asText())
                  .isEqualTo("./secrets/" + secret.getKey());
              assertThat(script).contains(secret.getKey());
            });
  }

  @Test
  void theGatewayAcceptsItsConfiguration(@TempDir Path folder) throws IOException {
    for (String name : List.of("nines_password", "nines_control_password")) {
      Files.writeString(folder.resolve(name), "secret");
    }
    String text =
        Files.readString(ComposeFile.DEPLOY.resolve("config/nines/nines.yml"))
            .replace("/run/secrets", folder.toString());
    Path file = Files.writeString(folder.resolve("nines.yml"), text);

    assertThat(ConfigReader.read(file).diagnostics()).isEmpty();
  }

  private static JsonNode service(String name) throws IOException {
    return ComposeFile.read().get("services").get(name);
  }

  private static Schema schema() throws IOException {
    try (InputStream in = ComposeFileTest.class.getResourceAsStream("/compose-spec/schema.json")) {
      var schema = (ObjectNode) new ObjectMapper().readTree(in);
      // It names its dialect by an address that nobody serves, and says `id` as before draft 6.
      schema.remove("$schema");
      removeIds(schema);
      // Younger than this edition of the specification: the project's name.
      ((ObjectNode) schema.get("properties")).putObject("name").put("type", "string");
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2019_09)
          .getSchema(schema.toString());
    }
  }

  private static void removeIds(JsonNode node) {
    if (node instanceof ObjectNode object && object.path("id").isTextual()) {
      object.remove("id");
    }
    node.forEach(ComposeFileTest::removeIds);
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }
}
