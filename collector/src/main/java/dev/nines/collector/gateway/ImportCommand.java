package dev.nines.collector.gateway;

import dev.nines.slo.spec.Imported;
import dev.nines.slo.spec.SpecReader;
import dev.nines.slo.spec.SpecReader.Format;
import dev.nines.slo.yaml.Diagnostic;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `nines import`: SLOs of Sloth or Pyrra as OpenSLO.
@Command(
    name = "import",
    description = {
      "Writes SLOs of Sloth or Pyrra as OpenSLO v1.",
      "What has no counterpart becomes a comment that says so.",
      "Exits with 0 if the files are valid, 1 if not, 2 on wrong usage."
    })
final class ImportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "sloth|pyrra", description = "The format of the files.")
  private Format format = Format.SLOTH;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "FILES",
      description = "Files and folders of them.")
  private List<Path> files = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Write a file for each SLO here, instead of all to standard output.")
  private Optional<Path> folder = Optional.empty();

  @Option(names = "--force", description = "Overwrite files that exist.")
  private boolean force;

  @Override
  public Integer call() {
    Imported imported = SpecReader.importAsOpenSlo(files, format);
    PrintWriter err = spec.commandLine().getErr();
    imported.diagnostics().stream().map(Diagnostic::render).forEach(err::println);
    err.flush();
    if (!imported.valid()) {
      return 1;
    }
    if (folder.isPresent()) {
      return write(imported, folder.get(), err);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(imported.openSlo());
    out.flush();
    return 0;
  }

  private int write(Imported imported, Path into, PrintWriter err) {
    try {
      Files.createDirectories(into);
      for (Imported.Document document : imported.documents()) {
        if (!document.hasObject()) {
          continue; // a warning has said why
        }
        Path file = into.resolve(document.name().replaceAll("[^a-z0-9.-]", "_") + ".yaml");
        Files.writeString(
            file,
            document.text(),
            force ? StandardOpenOption.CREATE : StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
        spec.commandLine().getOut().println(file);
      }
      spec.commandLine().getOut().flush();
      return 0;
    } catch (FileAlreadyExistsException e) {
      err.println(e.getMessage() + " exists. Name another folder, or add --force.");
    } catch (IOException e) {
      err.println("cannot write to " + into + ": " + e.getMessage());
    }
    err.flush();
    return 1;
  }
}
