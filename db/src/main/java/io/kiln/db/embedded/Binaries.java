package io.kiln.db.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs, unpacked once from the jar they come in. */
final class Binaries {

  private static final String PREFIX = "postgres-";
  private static final String UNFINISHED = ".unpacking-";

  private Binaries() {}

  /**
   * The folder with {@code bin}, {@code lib} and {@code share}: unpacked now when this version was
   * not yet. A folder of that name is whole, because it is renamed into place.
   */
  static Path unpackInto(Path home) throws IOException {
    URL archive = archive();
    Path unpacked = home.resolve(PREFIX + stamp(archive));
    if (Files.isDirectory(unpacked)) {
      return unpacked;
    }
    removeAll(home, UNFINISHED, unpacked);
    Path unfinished = Files.createDirectory(home.resolve(UNFINISHED + stamp(archive)));
    try (InputStream in = new XZInputStream(archive.openStream())) {
      TarReader.unpack(in, unfinished);
    }
    Files.move(unfinished, unpacked, StandardCopyOption.ATOMIC_MOVE);
    return unpacked;
  }

  /** Deletes what other versions left; no server may be running from them. */
  static void removeOthers(Path home, Path used) throws IOException {
    removeAll(home, PREFIX, used);
  }

  private static URL archive() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch");
    String name = "/postgres-linux-%s.txz".formatted(machine.equals("amd64") ? "x86_64" : machine);
    @Nullable URL archive = Binaries.class.getResource(name);
    if (!system.equals("linux") || archive == null) {
      throw new EmbeddedPostgresException(
          "No PostgreSQL for %s on %s is packed with Kiln: run one and give its JDBC URL"
              .formatted(system, machine));
    }
    return archive;
  }

  /** Tells versions of the archive apart without unpacking it. */
  private static String stamp(URL archive) throws IOException {
    URLConnection connection = archive.openConnection();
    if (connection instanceof JarURLConnection jar && jar.getJarEntry().getCrc() != -1) {
      return Long.toHexString(jar.getJarEntry().getCrc());
    }
    var checksum = new CRC32();
    try (InputStream in = new CheckedInputStream(connection.getInputStream(), checksum)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    return Long.toHexString(checksum.getValue());
  }

  private static void removeAll(Path home, String prefix, Path except) throws IOException {
    List<Path> doomed;
    try (Stream<Path> entries = Files.list(home)) {
      doomed =
          entries
              .filter(entry -> entry.getFileName().toString().startsWith(prefix))
              .filter(entry -> Files.isDirectory(entry) && !entry.equals(except))
              .toList();
    }
    for (Path folder : doomed) {
      removeFolder(folder);
    }
  }

  /** Deletes a folder with all that is in it; nothing happens when there is none. */
  static void removeFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.walkFileTree(folder, new Removing());
    }
  }

  private static final class Removing extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException trouble)
        throws IOException {
      if (trouble != null) {
        throw trouble;
      }
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
