package dev.pharos.etcdctl.output;

import java.time.Duration;
import java.util.Optional;

/**
 * What asking one endpoint for a key came to.
 *
 * @param error why it is not healthy
 */
public record Health(String endpoint, Duration took, Optional<String> error) {
    public boolean isHealthy() {
        return error.isEmpty();
    }
}
