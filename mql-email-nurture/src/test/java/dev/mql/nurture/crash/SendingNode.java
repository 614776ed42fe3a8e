package dev.mql.nurture.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** A node in a process of its own; {@link ChildNode} starts it and tells it what to do by lines on its standard input. */
final class SendingNode {
    private SendingNode() {}

    public static void main(String[] delays) throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        KillSwitch killSwitch = new KillSwitch();
        Node node = Node.start(
                orders.readLine(),
                orders.readLine(),
                new SharedClock(Path.of(orders.readLine())),
                killSwitch,
                Map.of("mql.recovery.delays", delays[0]));
        Runtime.getRuntime().addShutdownHook(new Thread(node::close));
        System.out.println("ready");
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ");
            if (words.length == 1) {
                killSwitch.go();
            } else {
                killSwitch.goUntil(Point.valueOf(words[0]), Integer.parseInt(words[1]));
            }
        }
        Runtime.getRuntime().halt(3); // whoever started this is gone
    }
}
