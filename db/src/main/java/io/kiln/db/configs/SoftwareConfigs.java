package io.kiln.db.configs;

import java.time.Instant;
import java.util.Optional;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.repository.Repository;

/** The rows of {@code software_config}; use {@link SoftwareConfigStore}. */
public interface SoftwareConfigs
    extends Repository<SoftwareConfigEntity, SoftwareConfigEntity.Key> {

  /** By project and id. */
  Optional<SoftwareConfigEntity> findById(SoftwareConfigEntity.Key key);

  /** How many were deleted: none or one. */
  int removeByKey(SoftwareConfigEntity.Key key);

  /** Inserts what is not there yet: two attempts at one step may come at the same time. */
  @Modifying
  @NativeQuery(
      """
      insert into software_config (project, id, name, hook_group, document, created_at)
      values (:project, :id, :name, :group, :document, :createdAt) on conflict do nothing
      """)
  int insert(
      String project, String id, String name, String group, String document, Instant createdAt);
}
