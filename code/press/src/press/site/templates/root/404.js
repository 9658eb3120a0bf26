
// A server shows this page at any address. Where the address tells under which path the book lies, the links
// follow it; elsewhere they lead to the path that the book was built for.
(function () {
  var found = location.pathname.match(/^(.*?)\/(?:{{ languages | join("|") }}|lite|404\.html)(?:\/|$)/);
  if (!found) return;
  document.querySelectorAll("a[data-page]").forEach(function (link) {
    link.setAttribute("href", found[1] + "/" + link.dataset.page);
  });
})();
