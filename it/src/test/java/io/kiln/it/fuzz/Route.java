package io.kiln.it.fuzz;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * A way into the server.
 *
 * @param pattern as its controller has it, such as {@code /v1/{project}/stacks/{stack}}
 */
record Route(String method, String pattern) {

  private static final String ROOM = "io.kiln.api";
  private static final List<String> ANY = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

  /** All that the server's controllers say they serve, always in the same order. */
  static List<Route> all() {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
    Set<Route> routes = new LinkedHashSet<>();
    for (BeanDefinition found : scanner.findCandidateComponents(ROOM)) {
      Class<?> controller =
          ClassUtils.resolveClassName(
              String.valueOf(found.getBeanClassName()), Route.class.getClassLoader());
      ReflectionUtils.doWithMethods(
          controller,
          method -> {
            RequestMapping mapping =
                AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
            if (mapping != null) {
              of(controller, mapping, routes);
            }
          });
    }
    return routes.stream()
        .sorted(Comparator.comparing(Route::pattern).thenComparing(Route::method))
        .toList();
  }

  private static void of(Class<?> controller, RequestMapping mapping, Set<Route> routes) {
    RequestMapping whole =
        AnnotatedElementUtils.findMergedAnnotation(controller, RequestMapping.class);
    List<String> methods = new ArrayList<>();
    for (RequestMethod method : mapping.method()) {
      methods.add(method.name());
    }
    for (String base : paths(whole == null ? new String[0] : whole.path())) {
      for (String path : paths(mapping.path())) {
        for (String method : methods.isEmpty() ? ANY : methods) {
          routes.add(new Route(method, base + path));
        }
      }
    }
  }

  private static List<String> paths(String[] paths) {
    return paths.length == 0 ? List.of("") : List.of(paths);
  }

  @Override
  public String toString() {
    return method + " " + pattern;
  }
}
