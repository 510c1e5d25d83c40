package dev.nines.slo.spec;

import dev.nines.slo.yaml.Diagnostic;
import java.util.List;
import java.util.stream.Collectors;

/// What was imported from another format.
///
/// @param documents one for each SLO that was read; none if something is wrong
/// @param diagnostics everything to say about the files that were read
public record Imported(List<Document> documents, List<Diagnostic> diagnostics) {
  public Imported {
    documents = List.copyOf(documents);
    diagnostics = List.copyOf(diagnostics);
  }

  /// An SLO in OpenSLO.
  ///
  /// @param name its name in OpenSLO, which is fit for a file's
  /// @param text the object, or comments that say why there is none
  public record Document(String name, String text) {
    /// Whether there is an object, and not a comment only.
    public boolean hasObject() {
      return !text.startsWith("#");
    }
  }

  /// Whether nothing is wrong. Warnings do not count.
  public boolean valid() {
    return diagnostics.stream().noneMatch(each -> each.level() == Diagnostic.Level.ERROR);
  }

  /// All documents as the text of one file.
  public String openSlo() {
    return documents.stream().map(Document::text).collect(Collectors.joining("---\n"));
  }
}
