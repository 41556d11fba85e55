package dev.pharos.kvstore.server;

import static dev.pharos.kvstore.server.Client.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.wire.proto.etcdserverpb.AuthDisableRequest;
import dev.pharos.wire.proto.etcdserverpb.AuthEnableRequest;
import dev.pharos.wire.proto.etcdserverpb.AuthGrpc;
import dev.pharos.wire.proto.etcdserverpb.AuthGrpc.AuthBlockingStub;
import dev.pharos.wire.proto.etcdserverpb.AuthStatusRequest;
import dev.pharos.wire.proto.etcdserverpb.AuthStatusResponse;
import dev.pharos.wire.proto.etcdserverpb.AuthUserAddRequest;
import dev.pharos.wire.proto.etcdserverpb.AuthenticateRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a member without users says of authentication, over gRPC and over HTTP. */
class AuthOffTest {
    private static final String NOT_YET = "users and roles are not supported by this version yet";

    @TempDir
    private Path home;

    private LocalCluster cluster;

    @Test
    void it_says_that_authentication_is_off_and_that_users_are_not_supported() throws Exception {
        try (LocalCluster started = LocalCluster.start(home);
                Client client = new Client(started)) {
            cluster = started;
            grpc(AuthGrpc.newBlockingStub(client.channel()).withDeadlineAfter(60, TimeUnit.SECONDS));
            http();
        }
    }

    private static void grpc(AuthBlockingStub auth) {
        AuthStatusResponse status = auth.authStatus(AuthStatusRequest.getDefaultInstance());
        assertThat(status.getEnabled()).isFalse();
        assertThat(status.getAuthRevision()).isEqualTo(1);
        assertThat(status.getHeader().getRevision()).isEqualTo(1);
        assertThat(auth.authDisable(AuthDisableRequest.getDefaultInstance()).hasHeader())
                .isTrue();
        assertThat(refusal(() -> auth.authenticate(
                        AuthenticateRequest.newBuilder().setName("root").build())))
                .isEqualTo("FAILED_PRECONDITION etcdserver: authentication is not enabled");
        assertThat(refusal(() -> auth.authEnable(AuthEnableRequest.getDefaultInstance())))
                .isEqualTo("UNIMPLEMENTED " + NOT_YET);
        assertThat(refusal(() -> auth.userAdd(
                        AuthUserAddRequest.newBuilder().setName("a").build())))
                .isEqualTo("UNIMPLEMENTED " + NOT_YET);
    }

    private void http() throws Exception {
        assertThat(post("status").body()).contains("\"authRevision\":\"1\"").doesNotContain("enabled");
        assertThat(post("authenticate").statusCode()).isEqualTo(400);
        assertThat(post("authenticate").body()).contains("\"code\":9", "authentication is not enabled");
        for (String path : new String[] {"enable", "user/add", "user/list", "role/add", "role/grant"}) {
            HttpResponse<String> answer = post(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(501);
            assertThat(answer.body()).as(path).contains("\"code\":12", NOT_YET);
        }
    }

    private HttpResponse<String> post(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(cluster.clientUrl() + "/v3/auth/" + path))
                                .POST(BodyPublishers.ofString("{}"))
                                .build(),
                        BodyHandlers.ofString());
    }
}
