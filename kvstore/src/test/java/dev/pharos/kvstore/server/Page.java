package dev.pharos.kvstore.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** What a member shows over HTTP. */
record Page(int status, String body) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    static Page of(LocalServer member, String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(member.clientUrl() + path)).build(), BodyHandlers.ofString());
        return new Page(answer.statusCode(), answer.body());
    }

    /** The sum of the series of a metric whose names and labels begin like this. */
    static double metric(LocalServer member, String start) throws IOException, InterruptedException {
        return of(member, "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(start))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
