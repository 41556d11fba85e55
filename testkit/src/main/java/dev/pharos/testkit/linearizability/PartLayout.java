package dev.pharos.testkit.linearizability;

import dev.pharos.testkit.history.History;
import dev.pharos.testkit.history.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * One part of a history as the search wants it. Completed operations are numbered from 0 in order of invocation, the
 * unknown ones that matter follow them. The calls and returns of completed operations are nodes, numbered from 1 in
 * order of time.
 */
final class PartLayout<I, O> {
    static final int NONE = -1;

    private final List<Operation<I, O>> completed = new ArrayList<>();
    private final List<Operation<I, O>> unknown = new ArrayList<>();
    private final int[] operationAt;
    private final int[] callNode;
    private final int[] returnNode;

    /** For each completed operation the last one invoked before it returned. */
    private final int[] lastOverlapping;

    /** For each unknown operation the first node after its invocation. */
    private final int[] nodeAfterUnknown;

    /** For each unknown operation the one before it with an equal input, or {@link #NONE}. */
    private final int[] twin;

    private final boolean[] readOnly;

    PartLayout(Model<?, I, O> model, History<I, O> part) {
        Predicate<I> unobservable = unobservable(model, part);
        int size = part.operations().size();
        int[] numberOf = new int[size];
        operationAt = new int[2 * size + 1];
        callNode = new int[size];
        returnNode = new int[size];
        lastOverlapping = new int[size];
        nodeAfterUnknown = new int[size];
        int node = 1;
        for (int event = 0; event < part.eventCount(); event++) {
            int position = part.positionAt(event);
            Operation<I, O> operation = part.operations().get(position);
            if (part.isReturn(event)) {
                addReturn(node++, numberOf[position]);
            } else if (!operation.isUnknown()) {
                numberOf[position] = addCall(node++, operation);
            } else if (!unobservable.test(operation.input())) {
                nodeAfterUnknown[unknown.size()] = node;
                unknown.add(operation);
            }
        }
        twin = twins(unknown);
        readOnly = new boolean[completed.size()];
        for (int number = 0; number < readOnly.length; number++) {
            Operation<I, O> operation = completed.get(number);
            readOnly[number] =
                    model.isReadOnly(operation.input(), operation.output().orElseThrow());
        }
    }

    private static <I, O> Predicate<I> unobservable(Model<?, I, O> model, History<I, O> part) {
        boolean hasUnknown = part.operations().stream().anyMatch(Operation::isUnknown);
        return hasUnknown ? model.unobservableIn(part) : input -> false;
    }

    private int addCall(int node, Operation<I, O> operation) {
        int number = completed.size();
        completed.add(operation);
        operationAt[node] = number;
        callNode[number] = node;
        return number;
    }

    private void addReturn(int node, int number) {
        operationAt[node] = number;
        returnNode[number] = node;
        lastOverlapping[number] = completed.size() - 1;
    }

    private static <I, O> int[] twins(List<Operation<I, O>> unknown) {
        int[] twins = new int[unknown.size()];
        Arrays.fill(twins, NONE);
        Map<I, Integer> latest = new HashMap<>();
        for (int index = 0; index < twins.length; index++) {
            Integer earlier = latest.put(unknown.get(index).input(), index);
            if (earlier != null) {
                twins[index] = earlier;
            }
        }
        return twins;
    }

    int completedCount() {
        return completed.size();
    }

    int unknownCount() {
        return unknown.size();
    }

    boolean isUnknown(int operation) {
        return operation >= completed.size();
    }

    Operation<I, O> operation(int operation) {
        return isUnknown(operation) ? unknown.get(operation - completed.size()) : completed.get(operation);
    }

    int operationAt(int node) {
        return operationAt[node];
    }

    boolean isReturn(int node) {
        return returnNode[operationAt[node]] == node;
    }

    boolean isReadOnly(int completedOperation) {
        return readOnly[completedOperation];
    }

    int callNode(int operation) {
        return callNode[operation];
    }

    int returnNode(int operation) {
        return returnNode[operation];
    }

    int lastOverlapping(int operation) {
        return lastOverlapping[operation];
    }

    int nodeAfterUnknown(int unknownIndex) {
        return nodeAfterUnknown[unknownIndex];
    }

    int twin(int unknownIndex) {
        return twin[unknownIndex];
    }
}
