/* Small helps on top of pages that work without them. */
(function () {
  "use strict";

  function focusFirst(root) {
    const place = root.querySelector("[data-autofocus]");
    if (place) {
      place.focus();
    }
  }

  function say(name) {
    const live = document.getElementById("live");
    if (live) {
      live.textContent = live.dataset[name] || "";
    }
  }

  function closeMenus(event) {
    document.querySelectorAll("details.who[open]").forEach(function (menu) {
      if (!menu.contains(event.target)) {
        menu.open = false;
      }
    });
  }

  /* A row of links wider than the phone opens where one is. */
  function showCurrent() {
    document.querySelectorAll(".side-nav [aria-current], .bar-nav [aria-current]").forEach(function (link) {
      const row = link.closest("nav");
      row.scrollLeft = link.offsetLeft - row.offsetLeft - (row.clientWidth - link.offsetWidth) / 2;
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    showCurrent();
    focusFirst(document);
  });
  document.addEventListener("htmx:afterSwap", function (event) { say(""); focusFirst(event.detail.target); });
  document.addEventListener("htmx:sendError", function () { say("failed"); });
  document.addEventListener("htmx:timeout", function () { say("failed"); });
  document.addEventListener("htmx:responseError", function (event) {
    say(event.detail.xhr.status >= 500 ? "failed" : "refused");
  });
  document.addEventListener("allauth.error", function () { say("failed"); });
  document.addEventListener("click", closeMenus);
  document.addEventListener("focusin", closeMenus);
  document.addEventListener("keydown", function (event) {
    const menu = event.key === "Escape" ? document.querySelector("details.who[open]") : null;
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  /* A form sent twice is one intention: the second press waits for the first answer. */
  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (form.method !== "post" || form.hasAttribute("hx-post")) {
      return;
    }
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    setTimeout(function () { delete form.dataset.sent; }, 4000);
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) { delete form.dataset.sent; });
  });
})();
