package dev.mql.nurture.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One port of the mail server, for one node; all doors lead to the same log of accepted mails. */
final class Door implements AutoCloseable {
    private static final Talk.Script USUAL = (stage, recipient) -> null;

    private final Consumer<Accepted> log;
    private final int port;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final AtomicInteger most = new AtomicInteger();
    private volatile Talk.Script script = USUAL;
    private volatile ServerSocket socket;

    Door(Consumer<Accepted> log) {
        this.log = log;
        socket = listen(0);
        port = socket.getLocalPort();
    }

    String url() {
        return "smtp://127.0.0.1:" + port + "?starttls=off";
    }

    void script(Talk.Script given) {
        script = given;
    }

    /** How many conversations were held at once, at the most: the node has no more threads that send. */
    int mostAtOnce() {
        return most.get();
    }

    private ServerSocket listen(int wanted) {
        try {
            ServerSocket listening = new ServerSocket();
            listening.setReuseAddress(true);
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 50);
            daemon(() -> serve(listening));
            return listening;
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    private void serve(ServerSocket listening) {
        try {
            while (true) {
                Socket client = listening.accept();
                clients.add(client);
                most.accumulateAndGet(clients.size(), Math::max);
                daemon(() -> talk(client));
            }
        } catch (IOException closed) {
            // The door is shut.
        }
    }

    private void talk(Socket client) {
        try (client) {
            new Talk(client, (stage, recipient) -> script.answer(stage, recipient), log).hold();
        } catch (IOException gone) {
            // The client hung up, or was killed.
        } finally {
            clients.remove(client);
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "mail-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Opens the shut door again, at the same address. */
    void reopen() {
        socket = listen(port);
    }

    /** Ends all conversations; who comes is refused. */
    @Override
    public void close() {
        try {
            socket.close();
            for (Socket client : clients) {
                client.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
