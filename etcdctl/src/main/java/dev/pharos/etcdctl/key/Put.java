package dev.pharos.etcdctl.key;

import dev.pharos.etcdctl.line.Flag;
import dev.pharos.etcdctl.line.Line;
import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.etcdctl.text.ByteText;
import dev.pharos.etcdctl.text.GoNumbers;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Supplier;

/** Writes a key. */
public final class Put implements Command {
    static final List<Flag> FLAGS = List.of(
            Flag.toggle("ignore-lease", "keep the lease that the key has"),
            Flag.toggle("ignore-value", "keep the value that the key has"),
            Flag.text("lease", "0", "lease that the key is to end with, in hexadecimal digits"),
            Flag.toggle("prev-kv", "show what was there before"));

    @Override
    public Syntax syntax() {
        return new Syntax("put", "<key> <value>", "Writes a key; without a value, one from standard input", FLAGS);
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        PutRequest request = request(invocation.line(), () -> standardInput(invocation));
        invocation.format().put(invocation.await(invocation.client().kv().put(request, invocation.timeout())));
    }

    private static String standardInput(Invocation invocation) {
        try {
            return ByteText.of(invocation.surroundings().in().readAllBytes());
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /**
     * @param input the value, where no argument is one
     * @throws Exit if the words do not fit together
     */
    static PutRequest request(Line line, Supplier<String> input) {
        List<String> words = line.words();
        if (words.isEmpty()) {
            throw needed();
        }
        if (line.is("ignore-value") && words.size() > 1) {
            throw Exit.badArguments("put command needs only 1 argument when 'ignore-value' is set");
        }
        long lease = lease(line.text("lease"));
        String value = "";
        if (words.size() > 1) {
            value = words.get(1);
        } else if (!line.is("ignore-value")) {
            value = input.get();
            if (value.isEmpty()) {
                throw needed();
            }
        }
        return PutRequest.newBuilder()
                .setKey(ByteText.byteString(words.get(0)))
                .setValue(ByteText.byteString(value))
                .setLease(lease)
                .setPrevKv(line.is("prev-kv"))
                .setIgnoreValue(line.is("ignore-value"))
                .setIgnoreLease(line.is("ignore-lease"))
                .build();
    }

    private static Exit needed() {
        return Exit.badArguments("put command needs 1 argument and input from stdin or 2 arguments");
    }

    private static long lease(String digits) {
        try {
            return GoNumbers.parseInt(digits, 16);
        } catch (IllegalArgumentException wrong) {
            throw Exit.badArguments("bad lease ID (" + wrong.getMessage() + "), expecting ID in Hex");
        }
    }
}
