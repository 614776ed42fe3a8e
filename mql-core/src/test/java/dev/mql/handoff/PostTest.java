package dev.mql.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The client that webhooks go out by, against real sockets and every kind of bad receiver. */
@Timeout(30)
class PostTest {
    private static final byte[] BODY = "{\"grüße\": 1}".getBytes(StandardCharsets.UTF_8);
    private static final Duration SHORT = Duration.ofMillis(600);
    private static final SSLSocketFactory TLS = (SSLSocketFactory) SSLSocketFactory.getDefault();

    @TempDir
    Path folder;

    private static Post local() {
        return new Post(true, SHORT, InetAddress::getAllByName, Socket::connect, TLS);
    }

    private static Post.Reply send(Post post, String url) throws Post.Failed {
        return post.send(URI.create(url), Map.of("webhook-id", "msg_1"), BODY);
    }

    private static void failsWith(String word, Receiver.Act act) throws Exception {
        try (Receiver receiver = new Receiver().always(act);
                Post post = local()) {
            assertThatThrownBy(() -> send(post, receiver.url())).hasMessage(word);
            assertThat(receiver.requests).hasSize(1);
        }
    }

    @Test
    void requestArrivesWholeAndItsAnswerIsRead() throws Exception {
        try (Receiver receiver = new Receiver()
                        .then(Receiver.text("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
                                + "HTTP/1.1 429 Slow down\r\nretry-AFTER:  17 \r\n\r\n"));
                Post post = local()) {
            assertThat(send(post, receiver.url())).isEqualTo(new Post.Reply(429, "17"));
            Receiver.Request request = receiver.requests.get(0);
            assertThat(request.line()).isEqualTo("POST /hook?from=mql HTTP/1.1");
            assertThat(request.headers())
                    .containsEntry("host", "127.0.0.1:" + receiver.port())
                    .containsEntry("content-type", "application/json")
                    .containsEntry("webhook-id", "msg_1");
            assertThat(request.body()).isEqualTo("{\"grüße\": 1}");
        }
    }

    @Test
    void redirectIsAnAnswerAndNotFollowed() throws Exception {
        try (Receiver secret = new Receiver();
                Receiver receiver = new Receiver().then(Receiver.status(302, "Location: " + secret.url() + "\r\n"));
                Post post = local()) {
            assertThat(send(post, receiver.url()).status()).isEqualTo(302);
            assertThat(secret.requests).isEmpty();
        }
    }

    @Test
    void silentReceiverIsLeftAfterTheLimit() throws Exception {
        try (Receiver receiver = new Receiver();
                Post post = local()) {
            receiver.always(receiver.silence());
            assertThatThrownBy(() -> send(post, receiver.url())).hasMessage("timeout");
        }
    }

    @Test
    void receiverThatDripsIsLeftAfterTheLimit() throws Exception {
        try (Receiver receiver = new Receiver();
                Post post = local()) {
            receiver.always(receiver.drip("HTTP/1.1 200 " + "slow ".repeat(100) + "\r\n\r\n"));
            assertThatThrownBy(() -> send(post, receiver.url())).hasMessage("timeout");
        }
    }

    @Test
    void receiverThatNeverFinishesItsHandshakeIsLeftAfterTheLimit() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Post post = local()) {
            assertThatThrownBy(() -> send(post, "https://127.0.0.1:" + mute.getLocalPort() + "/"))
                    .hasMessage("timeout");
        }
    }

    @Test
    void endlessHeadIsReadTo64KiBOnly() throws Exception {
        failsWith(
                "answer_too_large",
                Receiver.text("HTTP/1.1 200 OK\r\n" + ("X-A: " + "a".repeat(95) + "\r\n").repeat(700)));
        failsWith("answer_too_large", Receiver.text("HTTP/1.1 200 " + "a".repeat(70_000)));
    }

    @Test
    void longBodyIsNotRead() throws Exception {
        try (Receiver receiver = new Receiver().then(Receiver.text("HTTP/1.1 200 OK\r\n\r\n" + "a".repeat(2_000_000)));
                Post post = local()) {
            assertThat(send(post, receiver.url()).status()).isEqualTo(200);
        }
    }

    @Test
    void brokenAnswersAreNoAnswers() throws Exception {
        failsWith("no_http_answer", Receiver.text("SSH-2.0-OpenSSH_9.2\r\n\r\n"));
        failsWith("connection_lost", Receiver.text("HTTP/1.1 200 OK\r\nX-Half"));
        failsWith("connection_lost", Receiver.reset());
    }

    @Test
    void closedPortIsUnreachable() throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        try (Post post = local()) {
            assertThatThrownBy(() -> send(post, "http://127.0.0.1:" + port + "/"))
                    .hasMessage("unreachable");
        }
    }

    @Test
    void privateReceiverIsRefusedUnlessAskedFor() throws Exception {
        try (Receiver receiver = new Receiver();
                Post post = new Post(false, SHORT, InetAddress::getAllByName, Socket::connect, TLS)) {
            for (String host : List.of("127.0.0.1", "localhost", "2130706433", "[::1]", "[::ffff:127.0.0.1]")) {
                assertThatThrownBy(() -> send(post, "http://" + host + ":" + receiver.port() + "/"))
                        .as(host)
                        .hasMessage("address_not_public");
            }
            assertThat(receiver.requests).isEmpty();
        }
    }

    @Test
    void oneAddressThatIsNotPublicIsEnoughToRefuseAName() throws Exception {
        List<InetSocketAddress> dialled = new CopyOnWriteArrayList<>();
        Post.Resolver mixed = host ->
                new InetAddress[] {InetAddress.getByName("93.184.216.34"), InetAddress.getByName("169.254.169.254")};
        try (Post post = new Post(true, SHORT, mixed, (socket, to, millis) -> dialled.add(to), TLS)) {
            assertThatThrownBy(() -> send(post, "https://crm.example/")).hasMessage("address_not_public");
            assertThat(dialled).isEmpty();
        }
    }

    @Test
    void nameThatMeansSomethingElseAMomentLaterIsConnectedToAsItWasChecked() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Post.Resolver rebinding = host ->
                new InetAddress[] {InetAddress.getByName(asked.getAndIncrement() == 0 ? "93.184.216.34" : "127.0.0.1")};
        List<InetSocketAddress> dialled = new CopyOnWriteArrayList<>();
        try (Receiver receiver = new Receiver();
                Post post = new Post(false, SHORT, rebinding, toLocal(receiver, dialled), TLS)) {
            assertThat(send(post, "http://crm.example/").status()).isEqualTo(200);
            assertThat(asked).hasValue(1);
            assertThat(dialled)
                    .singleElement()
                    .isEqualTo(new InetSocketAddress(InetAddress.getByName("93.184.216.34"), 80));
            assertThatThrownBy(() -> send(post, "http://crm.example/")).hasMessage("address_not_public");
            assertThat(receiver.requests).singleElement().satisfies(r -> assertThat(r.headers())
                    .containsEntry("host", "crm.example"));
        }
    }

    @Test
    void secondAddressIsTriedWhenTheFirstDoesNotAnswer() throws Exception {
        Post.Resolver two = host ->
                new InetAddress[] {InetAddress.getByName("93.184.216.34"), InetAddress.getByName("93.184.216.35")};
        List<InetSocketAddress> dialled = new CopyOnWriteArrayList<>();
        try (Receiver receiver = new Receiver()) {
            Post.Dialer second = (socket, to, millis) -> {
                if (to.getAddress().getHostAddress().endsWith(".34")) {
                    throw new IOException("no route");
                }
                toLocal(receiver, dialled).dial(socket, to, millis);
            };
            try (Post post = new Post(false, SHORT, two, second, TLS)) {
                assertThat(send(post, "http://crm.example/").status()).isEqualTo(200);
            }
        }
    }

    @Test
    void certificateAndNameAreCheckedAndTheNameIsAskedFor() throws Exception {
        SSLContext ours = Certificate.context(folder);
        List<InetSocketAddress> dialled = new CopyOnWriteArrayList<>();
        List<String> names = new CopyOnWriteArrayList<>();
        try (Receiver receiver = new Receiver(ours.getServerSocketFactory())) {
            receiver.always((out, socket) -> {
                ExtendedSSLSession session = (ExtendedSSLSession) ((SSLSocket) socket).getSession();
                session.getRequestedServerNames().forEach(name -> names.add(((SNIHostName) name).getAsciiName()));
                Receiver.status(200).on(out, socket);
            });
            Post.Resolver resolver = host -> new InetAddress[] {InetAddress.getByName("93.184.216.34")};
            Post.Dialer dialer = toLocal(receiver, dialled);
            try (Post trusting = new Post(false, Duration.ofSeconds(5), resolver, dialer, ours.getSocketFactory());
                    Post others = new Post(false, Duration.ofSeconds(5), resolver, dialer, TLS)) {
                assertThat(send(trusting, "https://crm.example/hook").status()).isEqualTo(200);
                assertThat(names).containsExactly("crm.example");
                assertThat(dialled)
                        .last()
                        .extracting(InetSocketAddress::getPort)
                        .isEqualTo(443);
                assertThatThrownBy(() -> send(trusting, "https://other.example/hook"))
                        .hasMessage("tls_failed");
                assertThatThrownBy(() -> send(others, "https://crm.example/hook"))
                        .hasMessage("tls_failed");
                assertThat(receiver.requests).hasSize(1);
            }
        }
    }

    @Test
    void proxiesOfTheJvmAreNotAsked() throws Exception {
        List<URI> asked = new CopyOnWriteArrayList<>();
        ProxySelector before = ProxySelector.getDefault();
        try (Receiver receiver = new Receiver();
                Post post = local()) {
            ProxySelector.setDefault(new ProxySelector() {
                @Override
                public List<Proxy> select(URI uri) {
                    asked.add(uri);
                    return List.of(Proxy.NO_PROXY);
                }

                @Override
                public void connectFailed(URI uri, SocketAddress address, IOException why) {}
            });
            assertThat(send(post, receiver.url()).status()).isEqualTo(200);
            assertThat(asked).isEmpty();
        } finally {
            ProxySelector.setDefault(before);
        }
    }

    private static Post.Dialer toLocal(Receiver receiver, List<InetSocketAddress> dialled) {
        return (socket, to, millis) -> {
            dialled.add(to);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), receiver.port()), millis);
        };
    }
}
