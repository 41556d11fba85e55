package dev.pharos.kvstore.cluster;

import java.util.List;

/** A member; without name and client addresses until it has started and said so itself. */
public record Member(long id, String name, List<String> peerUrls, List<String> clientUrls, Kind kind) {
    /** Whether the member counts in majorities. */
    public enum Kind {
        VOTER,
        LEARNER
    }

    public Member {
        peerUrls = List.copyOf(peerUrls);
        clientUrls = List.copyOf(clientUrls);
    }

    public static Member voter(long id, List<String> peerUrls) {
        return new Member(id, "", peerUrls, List.of(), Kind.VOTER);
    }

    public boolean isLearner() {
        return kind == Kind.LEARNER;
    }

    public boolean hasStarted() {
        return !name.isEmpty();
    }

    public Member named(String newName, List<String> newClientUrls) {
        return new Member(id, newName, peerUrls, newClientUrls, kind);
    }

    public Member at(List<String> newPeerUrls) {
        return new Member(id, name, newPeerUrls, clientUrls, kind);
    }

    public Member promoted() {
        return new Member(id, name, peerUrls, clientUrls, Kind.VOTER);
    }

    public String hexId() {
        return Long.toHexString(id);
    }
}
