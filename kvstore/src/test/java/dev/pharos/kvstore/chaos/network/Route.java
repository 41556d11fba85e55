package dev.pharos.kvstore.chaos.network;

/** From one member to another, by their names. */
public record Route(String from, String to) {
    Route back() {
        return new Route(to, from);
    }
}
