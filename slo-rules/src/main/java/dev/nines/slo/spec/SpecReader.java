package dev.nines.slo.spec;

import dev.nines.slo.yaml.Diagnostics;
import dev.nines.slo.yaml.Fields;
import dev.nines.slo.yaml.Position;
import dev.nines.slo.yaml.YamlNode;
import dev.nines.slo.yaml.YamlReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads spec files: YAML or JSON, one object, a list of objects or several documents, referring to
/// each other across files.
///
/// Never throws for what a file says: everything wrong becomes a diagnostic, all of them at once.
public final class SpecReader {
  private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json");

  private final Diagnostics out = new Diagnostics();
  private final SpecObjects objects = new SpecObjects(out);
  private final Dispatcher dispatcher;

  private SpecReader() {
    this(Optional.empty());
  }

  /// @param only the one format that is expected
  private SpecReader(Optional<Format> only) {
    dispatcher = new Dispatcher(objects, only);
  }

  /// What a reference is that the files read do not resolve.
  public enum References {
    /// A warning, as in `nines check`.
    MAY_STAY_OPEN,
    /// An error, as in `nines check --strict`, `check-config` and `run`.
    MUST_RESOLVE
  }

  /// Reads files and, recursively, folders of files (`*.yaml`, `*.yml`, `*.json`) as one set.
  public static SpecSet read(Collection<Path> filesOrFolders, References references) {
    var reader = new SpecReader();
    for (Path path : filesOrFolders) {
      reader.path(path);
    }
    return reader.finish(references);
  }

  /// Reads one text as a set of its own.
  ///
  /// @param fileName as diagnostics are to name it
  public static SpecSet read(String fileName, String text, References references) {
    var reader = new SpecReader();
    reader.text(fileName, text);
    return reader.finish(references);
  }

  /// Reads files of another format and writes what they promise as OpenSLO v1, for `nines import`.
  /// An SLO that has no counterpart becomes a comment that says so.
  public static Imported importAsOpenSlo(Collection<Path> filesOrFolders, Format format) {
    var reader = new SpecReader(Optional.of(format));
    filesOrFolders.forEach(reader::path);
    SpecSet specs = reader.finish(References.MAY_STAY_OPEN);
    return new Imported(
        specs.valid() ? OpenSloWriter.write(reader.objects.slos()) : List.of(),
        specs.diagnostics());
  }

  /// The formats that are imported.
  public enum Format {
    SLOTH(SlothReader.API_VERSION),
    PYRRA(PyrraReader.API_VERSION);

    private final String apiVersion;

    Format(String apiVersion) {
      this.apiVersion = apiVersion;
    }

    String apiVersion() {
      return apiVersion;
    }
  }

  /// Reads shipped packs together with files and folders as one set.
  ///
  /// @param packs names out of [Packs#names()]
  public static SpecSet read(
      Collection<String> packs, Collection<Path> filesOrFolders, References references) {
    var reader = new SpecReader();
    Packs.specFiles(packs).forEach(reader::shipped);
    filesOrFolders.forEach(reader::path);
    return reader.finish(references);
  }

  /// The shipped rules, which hold when a configuration names none.
  public static SpecSet shipped() {
    return read(List.of(Packs.DEFAULT), List.of(), References.MUST_RESOLVE);
  }

  private void shipped(String file) {
    text(
        file,
        Packs.resource(file)
            .orElseThrow(() -> new IllegalStateException("the shipped rules lack " + file)));
  }

  private void path(Path path) {
    if (!Files.isDirectory(path)) {
      file(path);
      return;
    }
    List<Path> files;
    try (Stream<Path> found = Files.walk(path)) {
      files = found.filter(SpecReader::isSpecFile).sorted().toList();
    } catch (IOException e) {
      unreadable(path, "the folder cannot be listed: " + e.getMessage());
      return;
    }
    if (files.isEmpty()) {
      unreadable(path, "the folder has no file *.yaml, *.yml or *.json");
    }
    files.forEach(this::file);
  }

  private static boolean isSpecFile(Path path) {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    return Files.isRegularFile(path) && ENDINGS.stream().anyMatch(name::endsWith);
  }

  private void file(Path file) {
    try {
      if (Files.size(file) > YamlReader.MAX_CHARACTERS) {
        unreadable(file, "the file is larger than %d bytes".formatted(YamlReader.MAX_CHARACTERS));
        return;
      }
      var decoder = StandardCharsets.UTF_8.newDecoder();
      text(file.toString(), decoder.decode(ByteBuffer.wrap(Files.readAllBytes(file))).toString());
    } catch (CharacterCodingException _) {
      unreadable(file, "the file is not UTF-8");
    } catch (IOException e) {
      unreadable(file, "the file cannot be read: " + e.getMessage());
    }
  }

  private void unreadable(Path path, String problem) {
    out.error(new Position(path.toString(), 1, 1), "", problem, "Name a readable spec file");
  }

  private void text(String fileName, String text) {
    int before = out.size();
    List<YamlNode> documents = YamlReader.read(fileName, text, out);
    if (documents.isEmpty() && out.size() == before) {
      out.error(
          new Position(fileName, 1, 1), "", "the file is empty", "Write an object, or remove it");
    }
    for (YamlNode document : documents) {
      switch (document) {
        case YamlNode.Sequence(_, var items) -> items.forEach(this::object);
        case YamlNode other -> object(other);
      }
    }
  }

  private void object(YamlNode node) {
    Fields.of(node, out).ifPresent(dispatcher::read);
  }

  private SpecSet finish(References references) {
    dispatcher.finish();
    objects.checkReferences(references == References.MUST_RESOLVE);
    var builder = new ObjectiveBuilder(objects);
    objects.slos().forEach(builder::build);
    return new SpecSet(builder.objectives(), builder.notEvaluated(), out.sorted());
  }
}
