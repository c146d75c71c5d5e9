package io.kiln.api.contract;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.RawTextTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * What the sources say of their types, components and methods. The words of the API's document are
 * these, so that there is one place to write them. Read by the compiler's own parser.
 */
final class Comments {

  /**
   * One comment as Markdown.
   *
   * @param first its first sentence, without the full stop
   * @param parameters what it says of them
   */
  record Comment(String first, String text, Map<String, String> parameters) {

    /** What follows the first sentence; empty when nothing does. */
    String rest() {
      return text.substring(Math.min(text.length(), first.length() + 1)).strip();
    }
  }

  private final Map<String, Comment> all;

  private Comments(Map<String, Comment> all) {
    this.all = Map.copyOf(all);
  }

  /** Reads every source below a folder. */
  static Comments of(Path folder) {
    JavaCompiler compiler =
        Optional.ofNullable(ToolProvider.getSystemJavaCompiler())
            .orElseThrow(() -> new AssertionError("tests run on a JDK, which has a compiler"));
    try (var files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> sources = Files.walk(folder)) {
      List<Path> java = sources.filter(file -> file.toString().endsWith(".java")).toList();
      var task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(java));
      var reader = new Reader(DocTrees.instance(task));
      for (CompilationUnitTree unit : task.parse()) {
        reader.scan(unit, null);
      }
      return new Comments(reader.found);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is said of a type. */
  Optional<Comment> of(Class<?> type) {
    return Optional.ofNullable(all.get(type.getName()));
  }

  /** What is said of a method; of those of one name, the one that was said last. */
  Optional<Comment> of(Class<?> type, String method) {
    return Optional.ofNullable(all.get(type.getName() + "#" + method));
  }

  private static final class Reader extends TreePathScanner<@Nullable Void, @Nullable Void> {

    private final DocTrees trees;
    private final Map<String, Comment> found = new HashMap<>();
    private String outer = "";

    Reader(DocTrees trees) {
      this.trees = trees;
    }

    @Override
    public @Nullable Void visitCompilationUnit(CompilationUnitTree unit, @Nullable Void nothing) {
      outer = unit.getPackageName() == null ? "" : unit.getPackageName() + ".";
      return super.visitCompilationUnit(unit, null);
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
      String before = outer;
      String name = before + type.getSimpleName();
      keep(name);
      outer = name + "$";
      super.visitClass(type, null);
      outer = before;
      return null;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
      if (!(getCurrentPath().getParentPath().getLeaf() instanceof NewClassTree)) {
        keep(outer.substring(0, outer.length() - 1) + "#" + method.getName());
      }
      return null;
    }

    private void keep(String name) {
      DocCommentTree comment = trees.getDocCommentTree(getCurrentPath());
      if (comment == null) {
        return;
      }
      Map<String, String> parameters = new LinkedHashMap<>();
      for (DocTree tag : comment.getBlockTags()) {
        if (tag instanceof ParamTree of) {
          parameters.put(of.getName().getName().toString(), text(of.getDescription()));
        }
      }
      String first = text(comment.getFirstSentence());
      found.put(
          name,
          new Comment(
              first.endsWith(".") ? first.substring(0, first.length() - 1) : first,
              text(comment.getFullBody()),
              parameters));
    }

    private static String text(List<? extends DocTree> parts) {
      return parts.stream()
          .map(Reader::text)
          .collect(Collectors.joining())
          .replaceAll("[ \\t]*\\n[ \\t]*\\n\\s*", "\f")
          .replaceAll("\\s*[\\n ]\\s*", " ")
          .replaceAll(" *\f *", "\n\n")
          .strip();
    }

    private static String text(DocTree part) {
      return switch (part) {
        case TextTree plain -> plain.getBody();
        case RawTextTree markdown -> markdown.getContent();
        case LiteralTree code ->
            code.getKind() == DocTree.Kind.CODE
                ? "`" + code.getBody().getBody().strip() + "`"
                : code.getBody().getBody();
        case LinkTree link ->
            link.getLabel().isEmpty()
                ? "`" + link.getReference().getSignature().replaceFirst("^.*[.#]", "") + "`"
                : text(link.getLabel());
        case EntityTree entity -> entity.getName().contentEquals("lt") ? "<" : ">";
        case StartElementTree element -> element.getName().contentEquals("p") ? "\n\n" : "";
        default -> "";
      };
    }
  }
}
