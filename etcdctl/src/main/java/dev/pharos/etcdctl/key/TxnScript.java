package dev.pharos.etcdctl.key;

import dev.pharos.etcdctl.line.Flag;
import dev.pharos.etcdctl.line.Line;
import dev.pharos.etcdctl.line.LineReader;
import dev.pharos.etcdctl.line.UsageError;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.ExitCode;
import dev.pharos.etcdctl.text.ByteText;
import dev.pharos.etcdctl.text.GoNumbers;
import dev.pharos.etcdctl.text.GoQuotes;
import dev.pharos.etcdctl.text.Words;
import dev.pharos.wire.proto.etcdserverpb.Compare;
import dev.pharos.wire.proto.etcdserverpb.Compare.CompareResult;
import dev.pharos.wire.proto.etcdserverpb.Compare.CompareTarget;
import dev.pharos.wire.proto.etcdserverpb.RequestOp;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of a transaction: what must hold, and what is done. */
final class TxnScript {
    private static final String QUOTED = "\\s*(\"(?:[^\"\\\\]|\\\\.)*\")";

    /**
     * Behind the target and its bracket: a quoted key, the bracket, an operator, a quoted value, as far as they are
     * there.
     */
    private static final Pattern COMPARISON =
            Pattern.compile(QUOTED + "(?:\\)\\s*(\\S+)(?:\\s+" + QUOTED + ")?)?.*", Pattern.DOTALL);

    private TxnScript() {}

    /** @throws Exit if the line is no comparison */
    static Compare comparison(String line) {
        int bracket = line.indexOf('(');
        if (bracket < 0) {
            throw wrong("malformed comparison: " + line);
        }
        String target = line.substring(0, bracket);
        Matcher parts = COMPARISON.matcher(line.substring(bracket + 1));
        boolean begins = parts.matches();
        Optional<String> key = begins ? GoQuotes.unquote(parts.group(1)) : Optional.empty();
        Optional<String> operator = begins ? Optional.ofNullable(parts.group(2)) : Optional.empty();
        Optional<String> value =
                begins ? Optional.ofNullable(parts.group(3)).flatMap(GoQuotes::unquote) : Optional.empty();
        if (key.isEmpty() || operator.isEmpty() || value.isEmpty()) {
            throw wrong("malformed comparison: " + line + "; got " + target + "(" + GoQuotes.quote(key.orElse(""))
                    + ") " + operator.orElse("") + " " + GoQuotes.quote(value.orElse("")));
        }
        CompareResult result = switch (operator.get()) {
            case "=" -> CompareResult.EQUAL;
            case "!=" -> CompareResult.NOT_EQUAL;
            case "<" -> CompareResult.LESS;
            case ">" -> CompareResult.GREATER;
            default -> throw wrong("malformed comparison: " + line + " (unknown operator " + operator.get() + ")");
        };
        Compare.Builder compare =
                Compare.newBuilder().setKey(ByteText.byteString(key.get())).setResult(result);
        try {
            setTarget(compare, target, value.get(), line);
        } catch (IllegalArgumentException noNumber) {
            throw wrong("invalid txn compare request: " + line);
        }
        return compare.build();
    }

    private static void setTarget(Compare.Builder compare, String target, String value, String line) {
        switch (target) {
            case "ver", "version" -> compare.setTarget(CompareTarget.VERSION).setVersion(GoNumbers.parseInt(value, 10));
            case "c", "create" ->
                compare.setTarget(CompareTarget.CREATE).setCreateRevision(GoNumbers.parseInt(value, 10));
            case "m", "mod" -> compare.setTarget(CompareTarget.MOD).setModRevision(GoNumbers.parseInt(value, 10));
            case "val", "value" -> compare.setTarget(CompareTarget.VALUE).setValue(ByteText.byteString(value));
            case "lease" -> compare.setTarget(CompareTarget.LEASE).setLease(GoNumbers.parseInt(value, 16));
            default -> throw wrong("malformed comparison: " + line + " (unknown target " + target + ")");
        }
    }

    /** @throws Exit if the line is no operation */
    static RequestOp operation(String line) {
        List<String> words = words(line);
        if (words.size() < 2) {
            throw wrong("invalid txn compare request: " + line);
        }
        List<String> rest = words.subList(1, words.size());
        return switch (words.get(0)) {
            case "get" ->
                RequestOp.newBuilder()
                        .setRequestRange(Get.request(read(Get.FLAGS, rest, line)))
                        .build();
            case "put" ->
                RequestOp.newBuilder()
                        .setRequestPut(Put.request(read(Put.FLAGS, rest, line), () -> ""))
                        .build();
            case "del" ->
                RequestOp.newBuilder()
                        .setRequestDeleteRange(Delete.request(read(Delete.FLAGS, rest, line)))
                        .build();
            default -> throw wrong("invalid txn request: " + line);
        };
    }

    private static List<String> words(String line) {
        try {
            return Words.split(line);
        } catch (IllegalArgumentException badEscape) {
            throw wrong(String.valueOf(badEscape.getMessage()));
        }
    }

    private static Line read(List<Flag> flags, List<String> words, String line) {
        try {
            return LineReader.read(flags, words);
        } catch (UsageError unknown) {
            throw wrong("invalid txn request: " + line);
        }
    }

    private static Exit wrong(String text) {
        return new Exit(ExitCode.INVALID_INPUT, text);
    }
}
