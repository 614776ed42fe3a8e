package dev.mql.box.shop;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.MultipartConfig;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A shop of one servlet, which knows nothing of MQL and answers in all the ways a servlet can. */
@WebServlet(name = "shop", urlPatterns = "/", asyncSupported = true, loadOnStartup = 1)
@MultipartConfig
public final class Shop extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient Bodies bodies = new Bodies();
    private final transient Later later = new Later();
    private final transient Streams streams = new Streams();
    private final transient Basket basket = new Basket();

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String included = (String) request.getAttribute("jakarta.servlet.include.servlet_path");
        String path = included != null ? included : request.getServletPath();
        if (!bodies.answer(path, request, response)
                && !later.answer(path, request, response)
                && !streams.answer(path, request, response)
                && !basket.answer(path, request, response)) {
            plain(path, request, response);
        }
    }

    private static void plain(String path, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        switch (path) {
            case "/forward" -> request.getRequestDispatcher("/page").forward(request, response);
            case "/include" -> {
                response.setContentType("text/html;charset=utf-8");
                request.getRequestDispatcher("/page").include(request, response);
                response.getWriter().print("<p>around it</p>");
            }
            case "/fail" -> throw new ServletException("the shop's own trouble");
            case "/fail/unchecked" -> throw new IllegalStateException("the shop's own trouble");
            case "/fail/late" -> {
                response.getWriter().print("the beginning of an answer");
                response.flushBuffer();
                throw new IllegalStateException("the shop's own trouble");
            }
            case "/missing" -> response.sendError(404, "nothing here");
            case "/refused" -> response.sendError(403);
            case "/error-page" -> {
                response.setContentType("text/plain;charset=utf-8");
                response.getWriter()
                        .print("The shop is sorry: " + request.getAttribute("jakarta.servlet.error.status_code"));
            }
            case "/away" -> response.sendRedirect(request.getContextPath() + "/page");
            case "/moved" -> {
                response.setStatus(301);
                response.setHeader("Location", "https://elsewhere.example/");
            }
            case "/shared" -> {
                response.setHeader("Cache-Control", "public, max-age=60");
                page(response);
            }
            case "/heads" -> {
                response.addHeader("Set-Cookie", "shop=1; Path=/");
                response.addHeader("Set-Cookie", "other=2; Path=/; HttpOnly");
                response.addHeader("Server-Timing", "db;dur=3");
                response.addHeader("Vary", "Accept-Language");
                response.setHeader("Cache-Control", "no-store");
                page(response);
            }
            default -> page(response);
        }
    }

    private static void page(HttpServletResponse response) throws IOException {
        response.setContentType("text/html;charset=utf-8");
        response.getWriter().print("<!doctype html><title>Größe</title><p>a page</p>");
    }
}
