package io.kiln.api.cfn.signature;

import java.util.Optional;

/** Knows the keys that requests are signed with. */
@FunctionalInterface
public interface AccessKeys {

  /** The key of this id; empty when there is none, or none any more. */
  Optional<AccessKey> find(String id);
}
