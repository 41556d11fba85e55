package dev.pharos.kvstore.http.health;

/** Is told what was asked and answered, for counting. Called on any thread; must not block. */
public interface HealthListener {
    /** For those who do not count. */
    HealthListener IGNORING = new HealthListener() {
        @Override
        public void healthAnswered(Outcome outcome) {
            // Not counted.
        }

        @Override
        public void checked(String type, String name, Outcome outcome) {
            // Not counted.
        }
    };

    /** How a check came out. */
    enum Outcome {
        SUCCESS,
        ERROR
    }

    /** The page {@code /health} was answered. */
    void healthAnswered(Outcome outcome);

    /**
     * One check was made.
     *
     * @param type {@code livez} or {@code readyz}
     * @param name the name of the check, as {@code linearizable_read}
     */
    void checked(String type, String name, Outcome outcome);
}
