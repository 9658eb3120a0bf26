
(function () {
  var known = {{ languages | list | tojson }}, wanted = [];
  try { wanted.push(localStorage.getItem("practicals-language") || ""); } catch (error) {}
  wanted = wanted.concat(navigator.languages || navigator.language || [], known[0]);
  for (var i = 0; i < wanted.length; i++) {
    var code = wanted[i].slice(0, 2).toLowerCase();
    if (known.indexOf(code) >= 0) return location.replace(code + "/index.html" + location.hash);
  }
})();
