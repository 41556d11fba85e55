package dev.pharos.raft.simulation.disk;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** The names of a disk: as they are now, as they were at the last sync, and what happened in between. */
final class SimDirectory {
    private TreeMap<String, SimContent> names = new TreeMap<>();
    private TreeMap<String, SimContent> durable = new TreeMap<>();
    private final List<Operation> pending = new ArrayList<>();

    /** {@code from} empty for a creation, {@code to} empty for a deletion. */
    private record Operation(String from, String to, SimContent content) {
        void apply(Map<String, SimContent> names) {
            names.remove(from);
            if (!to.isEmpty()) {
                names.put(to, content);
            }
        }

        @Override
        public String toString() {
            return from.isEmpty() ? "create " + to : to.isEmpty() ? "delete " + from : "rename " + from + " " + to;
        }
    }

    Map<String, SimContent> names() {
        return names;
    }

    int pendingOperations() {
        return pending.size();
    }

    void create(String name) {
        add(new Operation("", name, new SimContent()));
    }

    void rename(String from, String to, SimContent content) {
        add(new Operation(from, to, content));
    }

    void delete(String name, SimContent content) {
        add(new Operation(name, "", content));
    }

    private void add(Operation operation) {
        operation.apply(names);
        pending.add(operation);
    }

    void sync() {
        durable = new TreeMap<>(names);
        pending.clear();
    }

    /** Makes the oldest operations durable, as the system does whenever it likes. */
    void writeBack(RandomGenerator random) {
        while (!pending.isEmpty() && random.nextBoolean()) {
            pending.remove(0).apply(durable);
        }
    }

    /** Any operation may be lost; those that build upon a lost one by name or file are lost with it. */
    void crash(CrashPlan plan, FaultCounter faults) {
        Set<String> lostNames = new HashSet<>();
        IdentityHashMap<SimContent, Boolean> lostFiles = new IdentityHashMap<>();
        for (Operation operation : pending) {
            boolean possible = !lostNames.contains(operation.from())
                    && !lostNames.contains(operation.to())
                    && !lostFiles.containsKey(operation.content());
            if (possible && plan.keepsDirectoryOperation(operation.toString())) {
                operation.apply(durable);
            } else {
                List.of(operation.from(), operation.to()).stream()
                        .filter(name -> !name.isEmpty())
                        .forEach(lostNames::add);
                lostFiles.put(operation.content(), true);
                faults.count(FaultKind.DIRECTORY_OPERATION_LOST);
            }
        }
        names = durable;
        sync();
        names.forEach((name, content) -> content.crash(name, plan, faults));
    }

    /** A copy that shares nothing that changes, down to the files that only the past knows. */
    SimDirectory copy() {
        IdentityHashMap<SimContent, SimContent> copies = new IdentityHashMap<>();
        SimDirectory copy = new SimDirectory();
        names.forEach((name, content) -> copy.names.put(name, copyOf(content, copies)));
        durable.forEach((name, content) -> copy.durable.put(name, copyOf(content, copies)));
        pending.forEach(operation ->
                copy.pending.add(new Operation(operation.from(), operation.to(), copyOf(operation.content(), copies))));
        return copy;
    }

    private static SimContent copyOf(SimContent content, IdentityHashMap<SimContent, SimContent> copies) {
        return copies.computeIfAbsent(content, SimContent::copy);
    }
}
