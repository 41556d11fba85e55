package dev.pharos.etcdctl.member;

import dev.pharos.etcdctl.line.Line;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.ExitCode;
import dev.pharos.etcdctl.text.ByteText;
import java.util.List;
import java.util.regex.Pattern;

/** Where other members reach one. */
final class PeerUrls {
    private static final Pattern SCHEME = Pattern.compile("(https?|unixs?)://.*");
    private static final Pattern HOST_AND_PORT = Pattern.compile("https?://[^/?#]*:[0-9]*(/.*)?");
    private static final Pattern WITH_PATH = Pattern.compile("https?://[^/]*/.*");

    private PeerUrls() {}

    /** @throws Exit if there are none, or one of them is no address */
    static List<String> of(Line line) {
        List<String> urls = line.texts("peer-urls").stream().map(String::strip).toList();
        if (urls.isEmpty()) {
            throw Exit.badArguments("member peer urls not provided");
        }
        urls.forEach(PeerUrls::check);
        return urls.stream().map(ByteText::toUnicode).toList();
    }

    private static void check(String url) {
        if (!SCHEME.matcher(url).matches()) {
            throw new Exit(ExitCode.ERROR, "URL scheme must be http, https, unix, or unixs: " + url);
        }
        if (url.startsWith("http") && !HOST_AND_PORT.matcher(url).matches()) {
            throw new Exit(ExitCode.ERROR, "URL address does not have the form \"host:port\": " + url);
        }
        if (WITH_PATH.matcher(url).matches()) {
            throw new Exit(ExitCode.ERROR, "URL must not contain a path: " + url);
        }
    }
}
