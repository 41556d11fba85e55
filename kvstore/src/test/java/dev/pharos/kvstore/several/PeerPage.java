package dev.pharos.kvstore.several;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a member tells other members on its page of members; a learner does so too. */
final class PeerPage {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    record Listed(long id, String name, Set<String> peerUrls, boolean isLearner) {}

    private PeerPage() {}

    static List<Listed> members(String peerUrl) {
        List<Listed> members = new ArrayList<>();
        for (JsonElement each : page(peerUrl + "/members").getAsJsonArray()) {
            members.add(listed(each.getAsJsonObject()));
        }
        return members;
    }

    /** Whether the member knows which version its cluster speaks; nobody can join before. */
    static boolean knowsVersion(String peerUrl) {
        return !version(peerUrl).equals("not_decided");
    }

    /** Which version the cluster speaks, as the member knows it. */
    static String version(String peerUrl) {
        JsonObject version = page(peerUrl + "/version").getAsJsonObject();
        return version.get("etcdcluster").getAsString();
    }

    static String isDowngradeEnabled(String peerUrl) {
        return text(peerUrl + "/downgrade/enabled");
    }

    private static JsonElement page(String url) {
        return JsonParser.parseString(text(url));
    }

    private static String text(String url) {
        try {
            return HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }

    private static Listed listed(JsonObject member) {
        Set<String> urls = new HashSet<>();
        member.getAsJsonArray("peerURLs").forEach(url -> urls.add(url.getAsString()));
        return new Listed(
                member.get("id").getAsBigInteger().longValue(),
                member.has("name") ? member.get("name").getAsString() : "",
                urls,
                member.has("isLearner") && member.get("isLearner").getAsBoolean());
    }
}
