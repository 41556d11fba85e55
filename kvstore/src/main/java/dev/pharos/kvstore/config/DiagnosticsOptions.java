package dev.pharos.kvstore.config;

import dev.pharos.kvstore.logging.LogOptions;
import java.time.Duration;

/**
 * What a member tells of itself.
 *
 * @param slowRequest requests that take longer are logged
 * @param slowApply entries that take longer to apply are logged
 */
public record DiagnosticsOptions(
        LogOptions log, Duration slowRequest, Duration slowApply, Duration downgradeCheckInterval) {}
