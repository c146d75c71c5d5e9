package io.kiln.hooks.protocol;

/**
 * The labels every container and volume of ours carries. They are the agent's memory of last
 * resort: state is rebuilt from them, and what does not carry them is never touched.
 */
public final class Labels {

  /** Id of the stack; see {@link Identity#stackId()}. */
  public static final String STACK = "kiln.stack";

  /** Name of the stack when the container was made. */
  public static final String STACK_NAME = "kiln.stack_name";

  /** Path of the resource when the container was made. */
  public static final String RESOURCE = "kiln.resource";

  /** Id of the resource; see {@link Identity#resourceId()}. */
  public static final String RESOURCE_ID = "kiln.resource_id";

  /** {@link ContainerSpec#configHash()} of what the container was made from. */
  public static final String CONFIG_HASH = "kiln.config_hash";

  /** Digest of the environment files read when the container was made; absent without any. */
  public static final String ENV_FILES_HASH = "kiln.env_files_hash";

  /** The name the container is meant to have, also while it is put aside under another. */
  public static final String NAME = "kiln.name";

  /** Token of the operation that made the container. */
  public static final String TOKEN = "kiln.token";

  /** Number of the fence under which the container was made. */
  public static final String FENCE = "kiln.fence";

  /** Name of the one-shot; only on containers that are made to run once. */
  public static final String ONE_SHOT = "kiln.one_shot";

  /** Which try of its operation a one-shot is, from 1. */
  public static final String TRY = "kiln.try";

  /** Says that a container or volume is ours: {@code managed_by=kiln}. */
  public static final String MANAGED_BY = "managed_by";

  /** The value of {@link #MANAGED_BY}. */
  public static final String KILN = "kiln";

  private Labels() {}
}
