package dev.pharos.raft.scenario.stage;

/** A scenario that asks for something that cannot be: a typing error, or an action without an object. */
public final class ScenarioFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ScenarioFault(String reason) {
        super(reason);
    }
}
