# Build, then a base without shell or package manager, as a user without rights.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src/Published.props src/
COPY src/Webmail.Engine/Webmail.Engine.csproj src/Webmail.Engine/packages.lock.json src/Webmail.Engine/
COPY src/Webmail.Web/Webmail.Web.csproj src/Webmail.Web/packages.lock.json src/Webmail.Web/
# Not in locked mode: the SDK adds a package of its own patch version, which moves with the image. All others are exact in Directory.Packages.props.
RUN dotnet restore src/Webmail.Web/Webmail.Web.csproj
COPY appsettings.json ./
COPY wwwroot wwwroot
COPY src src
RUN dotnet publish src/Webmail.Web/Webmail.Web.csproj -c Release --no-restore -o /app && mkdir /data
COPY LICENSE NOTICE.md /app/

# "extra" has ICU and time zones, which German dates need.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra
WORKDIR /app
COPY --from=build /app .
COPY --from=build --chown=1654:1654 /data /data
ENV ASPNETCORE_HTTP_PORTS=8080 DataDirectory=/data
VOLUME /data
EXPOSE 8080
USER 1654
# There is no shell and no curl: the program asks itself.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["dotnet", "Webmail.Web.dll", "--health"]
ENTRYPOINT ["dotnet", "Webmail.Web.dll"]
