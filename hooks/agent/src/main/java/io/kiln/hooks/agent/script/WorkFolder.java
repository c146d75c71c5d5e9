package io.kiln.hooks.agent.script;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HexFormat;

/** The files of one run of a hook; readable by the agent's user only, because of secrets. */
record WorkFolder(Path path) {

  /**
   * An empty folder for this deployment. Whatever an earlier run of it left behind is ended and
   * deleted: a deployment that did not finish is run again from the start, as Heat's dispatcher
   * does.
   */
  static WorkFolder fresh(Path parent, String deploymentId) throws IOException {
    // The id comes from outside; in hexadecimal it cannot name another folder.
    String name = HexFormat.of().formatHex(deploymentId.getBytes(StandardCharsets.UTF_8));
    Path path = parent.resolve(name.length() > 200 ? name.substring(0, 200) : name);
    WorkFolder folder = new WorkFolder(path);
    if (Files.isDirectory(path)) {
      HookProcess.endEarlier(folder);
      folder.delete();
    }
    Files.createDirectories(path, Deployments.forOwner("rwx------"));
    return folder;
  }

  Path file(String name) {
    return path.resolve(name);
  }

  void write(String name, String text, String permissions) throws IOException {
    Path file = Files.createFile(file(name), Deployments.forOwner(permissions));
    Files.writeString(file, text);
  }

  /** The end of a file as text, at most {@code limit} bytes; empty if it does not exist. */
  String end(String name, int limit) throws IOException {
    Path file = file(name);
    if (!Files.exists(file)) {
      return "";
    }
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      int size = (int) Math.min(limit, in.length());
      byte[] bytes = new byte[size];
      in.seek(in.length() - size);
      in.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  void delete() throws IOException {
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path folder, @org.jspecify.annotations.Nullable IOException error)
              throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
