package io.kiln.cli.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The stacks that {@code kiln up} made, so that {@code kiln down} deletes those and no others. */
public final class Ledger {
  /**
   * A stack that was made here.
   *
   * @param server the address of its server
   */
  public record Entry(String server, String project, String name) {}

  private final Path file;
  private final ObjectMapper json;

  /**
   * @param data the folder of the local server's data
   */
  public Ledger(Path data, ObjectMapper json) {
    this.file = data.resolve("up.json");
    this.json = json;
  }

  public List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    try {
      for (JsonNode stack : json.readTree(Files.readString(file)).path("stacks")) {
        entries.add(
            new Entry(
                stack.path("server").asString(""),
                stack.path("project").asString(""),
                stack.path("name").asString("")));
      }
    } catch (NoSuchFileException nothingYet) {
      return entries;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return entries;
  }

  public void add(Entry entry) {
    var entries = entries();
    if (!entries.contains(entry)) {
      entries.add(entry);
      write(entries);
    }
  }

  public void remove(Entry entry) {
    var entries = entries();
    if (entries.remove(entry)) {
      write(entries);
    }
  }

  /** Whole or not at all: a crash in between must not lose what was made. */
  private void write(List<Entry> entries) {
    var document = json.createObjectNode();
    var list = document.putArray("stacks");
    for (Entry entry : entries) {
      list.addObject()
          .put("server", entry.server())
          .put("project", entry.project())
          .put("name", entry.name());
    }
    try {
      OwnFiles.folder(file.toAbsolutePath().resolveSibling(""));
      var next = file.resolveSibling("up.json.new");
      OwnFiles.file(next);
      Files.writeString(next, json.writerWithDefaultPrettyPrinter().writeValueAsString(document));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
