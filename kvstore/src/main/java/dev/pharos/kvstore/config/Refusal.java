package dev.pharos.kvstore.config;

/** Ends the reading of options with a result that is not a server. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ConfigResult result;

    Refusal(ConfigResult result) {
        super("options refused", null, false, false);
        this.result = result;
    }

    ConfigResult result() {
        return result;
    }
}
