#!/bin/sh
# nginx in front of gunicorn with gevent workers on a socket, as in AWS's bring-your-own sample.
set -eu
folder=$(mktemp -d)
trap 'kill $gunicorn $nginx 2>/dev/null; wait; rm -rf "$folder"; exit 0' TERM INT
cat >"$folder/nginx.conf" <<CONF
worker_processes 1;
daemon off;
pid $folder/pid;
error_log /dev/null;
events { worker_connections 2048; }
http {
  access_log off;
  client_body_temp_path $folder;
  proxy_temp_path $folder;
  fastcgi_temp_path $folder;
  uwsgi_temp_path $folder;
  scgi_temp_path $folder;
  upstream gunicorn { server unix:$folder/socket; }
  server {
    listen $SAGEMAKER_BIND_TO_PORT backlog=1024;
    client_max_body_size 25m;
    keepalive_timeout 60;
    location / {
      proxy_set_header Host \$http_host;
      proxy_pass http://gunicorn;
    }
  }
}
CONF
"$PYTHON" -m gunicorn --worker-class gevent --workers 2 --timeout 60 --bind "unix:$folder/socket" flask_app:app &
gunicorn=$!
nginx -c "$folder/nginx.conf" &
nginx=$!
wait
