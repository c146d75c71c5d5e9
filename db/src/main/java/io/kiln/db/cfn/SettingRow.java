package io.kiln.db.cfn;

import io.kiln.templates.value.Value;
import java.util.Optional;

/**
 * A row of {@code stack_setting}.
 *
 * @param facts never stored in clear
 */
public record SettingRow(
    boolean terminationProtection, Optional<String> policy, Value.MapOf facts) {}
