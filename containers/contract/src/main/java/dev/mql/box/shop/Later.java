package dev.mql.box.shop;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Answers that are given later than the servlet returns. */
final class Later {
    /** By name: what holds back the second event of a stream until somebody asks for it. */
    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();

    boolean answer(String path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (path) {
            case "/async/complete" -> {
                AsyncContext later = request.startAsync();
                later.start(() -> completed(later));
            }
            case "/async/dispatch" -> {
                AsyncContext later = request.startAsync();
                later.start(() -> later.dispatch("/page"));
            }
            case "/async/wrapped" -> request.startAsync(request, response).dispatch("/page");
            case "/async/timeout" -> request.startAsync().setTimeout(50);
            case "/async/timeout/answered" -> {
                AsyncContext later = request.startAsync();
                later.setTimeout(50);
                later.addListener(new Answering("too late"));
            }
            case "/async/error" -> {
                AsyncContext later = request.startAsync();
                later.setTimeout(500); // Some frameworks swallow the exception; then this ends it.
                later.addListener(new Answering("went wrong"));
                throw new IllegalStateException("the shop's own trouble");
            }
            case "/events" -> events(request);
            case "/events/go" -> {
                hold(request).countDown();
                response.setStatus(204);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private CountDownLatch hold(HttpServletRequest request) {
        return held.computeIfAbsent(String.valueOf(request.getQueryString()), name -> new CountDownLatch(1));
    }

    private static void completed(AsyncContext later) {
        try {
            later.getResponse().setContentType("text/html;charset=utf-8");
            later.getResponse().getWriter().print("<p>later</p>");
            later.complete();
        } catch (IOException gone) {
            throw new IllegalStateException(gone);
        }
    }

    private void events(HttpServletRequest request) {
        AsyncContext later = request.startAsync();
        CountDownLatch hold = hold(request);
        later.start(() -> {
            try {
                later.getResponse().setContentType("text/event-stream");
                later.getResponse().getOutputStream().print("data: first\n\n");
                later.getResponse().flushBuffer();
                boolean asked = hold.await(20, TimeUnit.SECONDS);
                later.getResponse().getOutputStream().print("data: second, " + asked + "\n\n");
                later.complete();
            } catch (IOException | InterruptedException gone) {
                throw new IllegalStateException(gone);
            }
        });
    }

    /** Says what happened and ends the request. */
    private record Answering(String words) implements AsyncListener {
        private void answer(AsyncEvent event) throws IOException {
            HttpServletResponse response =
                    (HttpServletResponse) event.getAsyncContext().getResponse();
            response.setStatus(503);
            response.setContentType("text/plain");
            response.getWriter().print(words);
            event.getAsyncContext().complete();
        }

        @Override
        public void onComplete(AsyncEvent event) {}

        @Override
        public void onTimeout(AsyncEvent event) throws IOException {
            answer(event);
        }

        @Override
        public void onError(AsyncEvent event) throws IOException {
            answer(event);
        }

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
