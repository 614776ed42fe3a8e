package dev.mql.nurture.pages;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.PrintWriter;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/** Takes an answer that nobody shall see and remembers only its status; the real response stays untouched. */
final class SwallowedResponse extends HttpServletResponseWrapper {
    private final PrintWriter writer = new PrintWriter(Writer.nullWriter());
    private final ServletOutputStream stream = new ServletOutputStream() {
        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("an included answer is not asynchronous");
        }

        @Override
        public void write(int b) {
            // Nobody shall see it.
        }
    };
    private int status = SC_OK;

    SwallowedResponse(HttpServletResponse response) {
        super(response);
    }

    @Override
    public PrintWriter getWriter() {
        return writer;
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return stream;
    }

    @Override
    public void setStatus(int newStatus) {
        status = newStatus;
    }

    @Override
    public int getStatus() {
        return status;
    }

    @Override
    public void sendError(int code) {
        status = code;
    }

    @Override
    public void sendError(int code, @Nullable String message) {
        status = code;
    }

    @Override
    public void sendRedirect(String location) {
        status = SC_FOUND;
    }

    @Override
    public void addCookie(Cookie cookie) {
        // An included answer sets no cookies.
    }

    @Override
    public void setHeader(String name, @Nullable String value) {
        // An included answer sets no headers.
    }

    @Override
    public void addHeader(String name, @Nullable String value) {
        // An included answer sets no headers.
    }

    @Override
    public void setDateHeader(String name, long date) {
        // An included answer sets no headers.
    }

    @Override
    public void addDateHeader(String name, long date) {
        // An included answer sets no headers.
    }

    @Override
    public void setIntHeader(String name, int value) {
        // An included answer sets no headers.
    }

    @Override
    public void addIntHeader(String name, int value) {
        // An included answer sets no headers.
    }

    @Override
    public void setContentType(@Nullable String type) {
        // Nobody shall see it.
    }

    @Override
    public void setCharacterEncoding(@Nullable String charset) {
        // Nobody shall see it.
    }

    @Override
    public void setContentLength(int length) {
        // Nobody shall see it.
    }

    @Override
    public void setContentLengthLong(long length) {
        // Nobody shall see it.
    }

    @Override
    public void setBufferSize(int size) {
        // There is no buffer.
    }

    @Override
    public void flushBuffer() {
        // The real answer comes later.
    }

    @Override
    public void reset() {
        status = SC_OK;
    }

    @Override
    public void resetBuffer() {
        // There is no buffer.
    }

    @Override
    public boolean isCommitted() {
        return false;
    }
}
