package io.kiln.resources.core;

import io.kiln.resources.spi.Context;

/** The name a resource has in its own template. */
final class ResourceName {

  private ResourceName() {}

  static String of(Context context) {
    return context.path().substring(context.path().lastIndexOf('/') + 1);
  }
}
